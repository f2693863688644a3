import { describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { aTender } from '../../../payments/testing/a-tender.js';
import { assertDenominations, declare, tenderCounts, undeclared } from './tender-count.js';

const edc = aTender({ name: 'BCA', countsInDrawer: true, differenceLimit: 1_000 });
const other = aTender({ name: 'Mandiri' });
const voucher = aTender({ name: 'Voucher', method: 'voucher' });
const tenders = [edc, other, voucher];
const refused = (code: string, details: object) => expect.objectContaining({ code, details });

describe('what is declared of tenders', () => {
  it('is kept beside the tenders of the outlet, in their order', () => {
    const declared = declare(tenders, [
      { method: 'card_terminal', tenderId: edc.id, amount: 40_000, count: 2 },
      { method: 'voucher', amount: -500 },
    ]);

    expect(declared).toEqual([
      { tender_id: edc.id, method: 'card_terminal', name: 'BCA', declared: 40_000, declared_count: 2 },
      { tender_id: other.id, method: 'card_terminal', name: 'Mandiri', declared: null, declared_count: null },
      { tender_id: voucher.id, method: 'voucher', name: 'Voucher', declared: -500, declared_count: null },
    ]);
    expect(undeclared([voucher])).toEqual([{ ...declared[2], declared: null }]);
    expect(declare([], [])).toEqual([]);
  });

  it('must not be left out for slips that lie in the drawer, unless nobody pays by the tender any more', () => {
    const missing = refused('DECLARATION_MISSING', { tenders: [edc.id] });

    expect(() => declare(tenders, [])).toThrow(missing);
    expect(() => declare(tenders, [{ method: 'voucher', amount: 0 }])).toThrow(missing);
    expect(declare([{ ...edc, active: false }, voucher], [])).toHaveLength(2);
  });

  it('names one tender, once', () => {
    const own = { method: 'card_terminal', tenderId: edc.id, amount: 1 };

    expect(() => declare(tenders, [{ method: 'card_terminal', amount: 1 }])).toThrow(
      refused('DECLARED_UNKNOWN', { method: 'card_terminal', tenders: [edc.id, other.id] }),
    );
    expect(() => declare(tenders, [{ ...own, tenderId: newId() }])).toThrow(
      expect.objectContaining({ code: 'DECLARED_UNKNOWN' }),
    );
    expect(() => declare(tenders, [{ ...own, tenderId: voucher.id }])).toThrow(
      expect.objectContaining({ code: 'DECLARED_UNKNOWN' }),
    );
    expect(() => declare(tenders, [own, own])).toThrow(refused('DECLARED_TWICE', { tender_id: edc.id }));
  });

  it('is held to what was taken, within the limit of each tender', () => {
    const declared = declare(tenders, [
      { method: 'card_terminal', tenderId: edc.id, amount: 40_000 },
      { method: 'voucher', amount: 300 },
    ]);
    const took = [{ tenderId: edc.id, method: 'card_terminal', name: 'BCA', count: 2, amount: 41_000 }];

    expect(tenderCounts(tenders, declared, took)).toEqual([
      { declared: 40_000, expected: 41_000, limit: 1_000 },
      { declared: 300, expected: 0, limit: 0 },
    ]);
  });
});

describe('the coins and notes of a count', () => {
  it('are what was counted', () => {
    const sorted = [
      { value: 100_000, count: 2 },
      { value: 500, count: 3 },
      { value: 50, count: 0 },
    ];

    expect(() => assertDenominations(sorted, 201_500)).not.toThrow();
    expect(() => assertDenominations([], 0)).not.toThrow();
    expect(() => assertDenominations(sorted, 201_000)).toThrow(
      refused('DENOMINATIONS_DIFFER', { end_cash: 201_000, denominations_sum: 201_500 }),
    );
  });
});
