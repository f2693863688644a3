import { describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { aLine } from '../../testing/an-order.js';
import { linesThatAreNew } from './lines-by-id.js';
import { NO_TERMS } from './line-terms.js';
import type { OrderLine, WantedLine } from './order-line.js';

describe('lines that are sent with ids of their own', () => {
  const cheese = { optionId: newId(), group: 'Add', name: 'extra cheese', quantity: 1, priceDelta: 5_000 };
  const soup = aLine('Soto', 20_000, 2, {
    ...{ seat: 1, course: 2, note: 'no celery' },
    modifiers: [{ ...cheese, pre: ['EXTRA', 'SIDE'] }],
  });
  const choice = { optionId: cheese.optionId, pre: ['SIDE', 'EXTRA'] };
  const asked: WantedLine = {
    ...{ lineId: soup.id, productId: soup.productId, quantity: 2, note: 'no celery', seat: 1, course: 2 },
    modifiers: [choice],
  };
  const fresh = (wanted: WantedLine, there: readonly OrderLine[] = [soup]) => linesThatAreNew([wanted], there);
  const TAKEN = expect.objectContaining({ code: 'LINE_ID_TAKEN', details: { item_id: soup.id } });

  it('are new when the bill has none of that id', () => {
    const tea = { lineId: newId(), productId: soup.productId, quantity: 2 };
    expect(fresh(tea)).toEqual([tea]);
  });

  it('are new without an id, also beside their like', () => {
    const { lineId: _, ...nameless } = asked;
    expect(linesThatAreNew([asked, nameless, nameless], [soup])).toEqual([null, nameless, nameless]);
  });

  it.each<[string, Partial<OrderLine>]>([
    ['as they were', {}],
    ['at another price of the catalogue', { unitPrice: 25_000, version: 7, position: 4 }],
    ['made', { status: 'DONE' }],
    ['off the bill', { status: 'VOIDED' }],
  ])('are there already when the content is the same and they are %s', (_, now) => {
    expect(fresh(asked, [{ ...soup, ...now }])).toEqual([null]);
  });

  it.each<[string, Partial<WantedLine>]>([
    ['product', { productId: newId() }],
    ['number of pieces', { quantity: 3 }],
    ['note', { note: undefined }],
    ['seat', { seat: 2 }],
    ['course', { course: undefined }],
    ['choice', { modifiers: [] }],
    ['option', { modifiers: [{ ...choice, optionId: newId() }] }],
    ['count of a choice', { modifiers: [{ ...choice, quantity: 2 }] }],
    ['word of a choice', { modifiers: [{ ...choice, pre: ['EXTRA'] }] }],
    ['choice below a choice', { modifiers: [{ ...choice, modifiers: [{ optionId: newId() }] }] }],
  ])('are refused with another %s', (_, other) => {
    expect(() => fresh({ ...asked, ...other })).toThrow(TAKEN);
  });

  it('are refused at another price that somebody said; a price by hand since then is none', () => {
    const cheaper = {
      ...soup,
      unitPrice: 15_000,
      terms: { ...NO_TERMS, price: { menuPrice: 20_000, reason: 'late' } },
    };
    for (const now of [soup, cheaper]) {
      expect(fresh({ ...asked, openPrice: 20_000 }, [now])).toEqual([null]);
      expect(() => fresh({ ...asked, openPrice: 15_000 }, [now])).toThrow(TAKEN);
    }
  });

  it("are there already when their barcode is no product's any more", () => {
    const { productId: _, ...scanned } = { ...asked, barcode: '4006381333931' };
    expect(fresh(scanned)).toEqual([null]);
    expect(() => fresh({ ...scanned, quantity: 3 })).toThrow(TAKEN);
  });

  it('are one line when a request has the same twice, and are refused when it has two of one id', () => {
    expect(linesThatAreNew([asked, asked], [])).toEqual([asked, null]);
    expect(() => linesThatAreNew([asked, { ...asked, quantity: 1 }], [])).toThrow(TAKEN);
    expect(() => linesThatAreNew([asked, { ...asked, openPrice: 20_000 }], [])).toThrow(TAKEN);
  });
});
