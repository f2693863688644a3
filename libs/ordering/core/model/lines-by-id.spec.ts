import { describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { aLine } from '../../testing/an-order.js';
import { linesThatAreNew } from './lines-by-id.js';
import type { OrderLine } from './order-line.js';

describe('lines that are sent with ids of their own', () => {
  const cheese = { optionId: newId(), group: 'Add', name: 'cheese', quantity: 1, priceDelta: 5_000 };
  const soup = aLine('Soto', 20_000, 2, { seat: 1, course: 2, note: 'no celery', modifiers: [cheese] });
  const wantedOf = ({ id, productId, quantity }: OrderLine) => ({ lineId: id, productId, quantity });
  const fresh = (line: OrderLine, there: readonly OrderLine[] = [soup], openPrice?: number) =>
    linesThatAreNew([line], [{ ...wantedOf(line), ...(openPrice !== undefined && { openPrice }) }], there);

  it('are new when the bill has none of that id', () => {
    const tea = aLine('Teh', 5_000);
    expect(fresh(tea)).toEqual([tea]);
  });

  it('are there already when the content is the same, at whatever price, made, served or off the bill by now', () => {
    for (const now of [
      soup,
      { ...soup, unitPrice: 25_000, version: 7, position: 4 },
      { ...soup, status: 'DONE' as const },
      { ...soup, status: 'VOIDED' as const },
    ]) {
      expect(fresh(soup, [now])).toEqual([]);
    }
  });

  it.each<[string, Partial<OrderLine>]>([
    ['product', { productId: newId() }],
    ['number of pieces', { quantity: 3 }],
    ['note', { note: null }],
    ['seat', { seat: 2 }],
    ['course', { course: null }],
    ['choice', { modifiers: [] }],
    ['count of a choice', { modifiers: [{ ...cheese, quantity: 2 }] }],
    ['what is said of a choice', { modifiers: [{ ...cheese, pre: ['EXTRA'] }] }],
    ['level of a choice', { modifiers: [{ ...cheese, level: 1 }] }],
  ])('are refused with another %s', (_, other) => {
    expect(() => fresh({ ...soup, ...other })).toThrow(expect.objectContaining({ code: 'LINE_ID_TAKEN' }));
  });

  it('are refused at another price that somebody said', () => {
    expect(fresh(soup, [soup], 20_000)).toEqual([]);
    expect(() => fresh(soup, [soup], 21_000)).toThrow(expect.objectContaining({ code: 'LINE_ID_TAKEN' }));
  });

  it('are one line when a request has the same twice, and are refused when it has two of one id', () => {
    const wanted = [wantedOf(soup), wantedOf(soup)];
    expect(linesThatAreNew([soup, soup], wanted, [])).toEqual([soup]);
    expect(() => linesThatAreNew([soup, { ...soup, quantity: 1 }], wanted, [])).toThrow(
      expect.objectContaining({ code: 'LINE_ID_TAKEN', details: { item_id: soup.id } }),
    );
  });
});
