import { createHash } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { auditEntryHash, auditSealHash, auditSealOf, type SealableEntry } from './audit-chain.js';

const entry: SealableEntry = {
  id: '01980000-0000-7000-8000-000000000001',
  outlet_id: '01980000-0000-7000-8000-0000000000aa',
  actor_kind: 'user',
  actor_id: '01980000-0000-7000-8000-0000000000bb',
  actor_role: 'KASIR',
  action: 'order.voided',
  subject_type: 'order',
  subject_id: 'a',
  reason: 'wrong table',
  approved_by: null,
  details: { b: 2, a: [1] },
  request_id: null,
  occurred_at: '2026-03-02T12:00:00.000001Z',
};

/** Written out by hand: members in the order of their names, no spaces. */
const TEXT =
  '{"action":"order.voided","actor_id":"01980000-0000-7000-8000-0000000000bb","actor_kind":"user","actor_role":"KASIR","approved_by":null,' +
  '"details":{"a":[1],"b":2},"id":"01980000-0000-7000-8000-000000000001","occurred_at":"2026-03-02T12:00:00.000001Z",' +
  '"outlet_id":"01980000-0000-7000-8000-0000000000aa","reason":"wrong table","request_id":null,"subject_id":"a","subject_type":"order"}';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('seals of the audit log', () => {
  it('hash the whole of an entry, whatever the order of its members', () => {
    expect(auditEntryHash(entry)).toBe(sha256(TEXT));
    expect(auditEntryHash({ ...entry, details: { a: [1], b: 2 } })).toBe(sha256(TEXT));
  });

  it.each(Object.keys(entry) as (keyof SealableEntry)[])('hash %s', (field) => {
    const other = field === 'details' ? { a: [2], b: 2 } : 'other';

    expect(auditEntryHash({ ...entry, [field]: other })).not.toBe(sha256(TEXT));
  });

  it('leave out what a customer gave as a reason, which is erased with them', () => {
    const asked = { ...entry, actor_role: 'CUSTOMER' };

    expect(auditEntryHash(asked)).toBe(auditEntryHash({ ...asked, reason: null }));
  });

  it('are tied to the one before, and the first to none', () => {
    const first = auditSealOf(entry, null);
    const second = auditSealOf({ ...entry, id: '01980000-0000-7000-8000-000000000002' }, first);
    const text = (n: number, hash: string, before: string | null) =>
      `{"entry_hash":"${hash}","n":${n},"previous_hash":${before === null ? 'null' : `"${before}"`}}`;

    expect(first).toEqual({
      n: 1,
      entry_id: entry.id,
      entry_hash: sha256(TEXT),
      previous_hash: null,
      hash: sha256(text(1, sha256(TEXT), null)),
    });
    expect(second).toMatchObject({ n: 2, previous_hash: first.hash });
    expect(second.hash).toBe(sha256(text(2, second.entry_hash, first.hash)));
    expect(auditSealHash(second)).toBe(second.hash);
  });
});
