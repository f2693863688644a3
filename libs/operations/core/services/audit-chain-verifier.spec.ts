import { describe, expect, it } from '@jest/globals';

import { auditSealOf, type SealableEntry } from '#libs/kernel';

import type { KeptSeal, ToldHead } from '../model/audit-chain.js';
import { AuditSeals } from '../operations.ports.js';
import { AuditChainVerifier } from './audit-chain-verifier.js';

const OUTLET = 'jakarta';

const anEntry = (at: number): SealableEntry => ({
  id: `entry ${at}`,
  outlet_id: OUTLET,
  actor_kind: 'system',
  actor_id: null,
  actor_role: null,
  action: 'order.voided',
  subject_type: 'order',
  subject_id: String(at),
  reason: null,
  approved_by: null,
  details: {},
  request_id: null,
  occurred_at: `2026-03-02T12:00:0${at % 10}.000000Z`,
});

/** A chain of so many entries, as they were sealed. */
function chainOf(length: number): KeptSeal[] {
  const seals: KeptSeal[] = [];
  for (let n = 1; n <= length; n++) {
    const seal = auditSealOf(anEntry(n), seals.at(-1) ?? null);
    seals.push({ ...seal, entry: anEntry(n), sealedAt: new Date(n), isArchived: false });
  }
  return seals;
}

class GivenSeals extends AuditSeals {
  constructor(
    private readonly seals: readonly KeptSeal[],
    private readonly told: readonly ToldHead[] = [],
  ) {
    super();
  }

  range = async () => ({ first: this.seals[0]?.n ?? 1, last: this.seals.at(-1)?.n ?? 0 });
  after = async (_: string | null, n: number, limit: number) => this.seals.filter((seal) => seal.n > n).slice(0, limit);
  unsealed = async () => 0;
  toldOf = async () => [...this.told];
}

const verified = (seals: readonly KeptSeal[], told?: readonly ToldHead[]) =>
  new AuditChainVerifier(new GivenSeals(seals, told)).verify({ outletId: OUTLET });

describe('an audit log that is held against its seals', () => {
  it('is valid to its end, over many batches', async () => {
    const seals = chainOf(1_201);

    expect(await verified(seals)).toEqual({
      entries: 1_201,
      sealedTo: new Date(1_201),
      head: { n: 1_201, hash: seals.at(-1)?.hash },
      unsealed: 0,
      fault: null,
    });
  });

  it('takes an entry that is gone for archived where the archive has it', async () => {
    const gone = (isArchived: boolean) =>
      chainOf(4).map((seal, at) => (at < 2 ? { ...seal, entry: null, isArchived } : seal));

    expect((await verified(gone(true))).fault).toBeNull();
    expect((await verified(gone(false))).fault).toMatchObject({ n: 1, code: 'ENTRY_REMOVED', entryId: 'entry 1' });
  });

  it('differs from what a Z told of another chain, or of a longer one', async () => {
    const seals = chainOf(3);

    expect((await verified(seals, [{ report: 1, n: 3, hash: seals[2]!.hash }])).fault).toBeNull();
    expect((await verified(seals, [{ report: 1, n: 2, hash: seals[2]!.hash }])).fault).toMatchObject({
      n: 2,
      code: 'HEAD_DIFFERS',
      report: 1,
    });
    expect((await verified(seals, [{ report: 9, n: 4, hash: seals[2]!.hash }])).fault).toMatchObject({
      n: 4,
      code: 'SEAL_MISSING',
      report: 9,
    });
  });
});
