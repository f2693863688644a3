import { describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { aTender } from '../../testing/a-tender.js';
import { chooseTender, reviseTender } from './tender.js';

const outletId = newId();
const bca = aTender({ outletId, name: 'BCA' });
const mandiri = aTender({ outletId, name: 'Mandiri' });
const transfer = aTender({ outletId, name: 'Transfer', method: 'bank_transfer', requiresReference: true });

describe('the tender of a payment', () => {
  it('is the only one of its method', () => {
    expect(chooseTender([bca, transfer], { method: 'card_terminal' })).toBe(bca);
  });

  it('must be named where the outlet has several, and none that is inactive counts', () => {
    const several = { code: 'TENDER_REQUIRED', details: { method: 'card_terminal', tenders: [bca.id, mandiri.id] } };

    expect(() => chooseTender([bca, mandiri], { method: 'card_terminal' })).toThrow(expect.objectContaining(several));
    expect(chooseTender([bca, mandiri], { method: 'card_terminal', tenderId: mandiri.id })).toBe(mandiri);
    expect(chooseTender([bca, { ...mandiri, active: false }], { method: 'card_terminal' })).toBe(bca);
    expect(() => chooseTender([], { method: 'voucher' })).toThrow(
      expect.objectContaining({ code: 'TENDER_REQUIRED', details: { method: 'voucher', tenders: [] } }),
    );
  });

  it('is one of that method and outlet', () => {
    const missing = expect.objectContaining({ code: 'TENDER_NOT_FOUND' });

    expect(() => chooseTender([bca], { method: 'card_terminal', tenderId: newId() })).toThrow(missing);
    expect(() => chooseTender([bca, transfer], { method: 'card_terminal', tenderId: transfer.id })).toThrow(missing);
  });

  it.each([
    ['TENDER_INACTIVE', { active: false }, {}],
    ['REFERENCE_REQUIRED', { requiresReference: true }, { last4: '1234' }],
    ['LAST4_REQUIRED', { requiresLast4: true }, { reference: '00231' }],
  ])('throws %s', (code, fields, given) => {
    const tender = aTender({ outletId, ...fields });
    const wish = { method: 'card_terminal', tenderId: tender.id, ...given } as const;

    expect(() => chooseTender([tender], wish)).toThrow(expect.objectContaining({ code }));
  });
});

describe('a change of a tender', () => {
  it('is a version, unless nothing differs', () => {
    const later = new Date('2026-03-03T00:00:00Z');

    expect(reviseTender(bca, { name: 'BCA' }, later)).toBe(bca);
    expect(reviseTender(bca, { active: false }, later)).toEqual({
      ...bca,
      active: false,
      version: 2,
      updatedAt: later,
    });
  });
});
