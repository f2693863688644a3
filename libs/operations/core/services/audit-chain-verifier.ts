import { Injectable } from '@nestjs/common';

import type { AuditHead, PeriodSpans } from '#libs/kernel';

import { type AuditFault, type ChainReading, faultOfSeal, readOn, type ToldHead } from '../model/audit-chain.js';
import { AuditSeals } from '../operations.ports.js';

export interface VerifyAuditLogInput {
  /** Absent for the chain of what concerns no single outlet. */
  readonly outletId?: string;
  /** The whole chain when absent. */
  readonly period?: PeriodSpans;
}

export interface AuditVerdict {
  /** How many entries were found to be as they were written; those in the archive among them. */
  readonly entries: number;
  /** When the last of them was sealed; null for none. */
  readonly sealedTo: Date | null;
  /** The last seal that was looked at; null for none. */
  readonly head: AuditHead | null;
  /** Entries of the outlet that wait to be sealed. */
  readonly unsealed: number;
  readonly fault: AuditFault | null;
}

const BATCH = 500;

/** An outlet's audit log, held against its seals and against what its Zs told of them. */
@Injectable()
export class AuditChainVerifier {
  constructor(private readonly seals: AuditSeals) {}

  /** Reads the chain again, up to its end or the first fault. */
  async verify({ outletId, period }: VerifyAuditLogInput): Promise<AuditVerdict> {
    const chain = outletId ?? null;
    // The Zs first: a chain that grows meanwhile has what they tell.
    const told = outletId === undefined ? [] : await this.seals.toldOf(outletId);
    const unsealed = await this.seals.unsealed(chain);
    const range = await this.seals.range(chain, period);
    if (!range) return { entries: 0, sealedTo: null, head: null, unsealed, fault: cutBefore(told, period) };
    const start = await this.startOf(chain, range.first);
    const heads = new Map(told.map((head) => [head.n, head]));
    let [reading, sealedTo]: [ChainReading, Date | null] = [start, null];
    const verdict = (fault: AuditFault | null): AuditVerdict => ({
      entries: reading.n - start.n,
      sealedTo,
      head: reading.hash === null ? null : { n: reading.n, hash: reading.hash },
      unsealed,
      fault,
    });
    while (reading.n < range.last) {
      const batch = await this.seals.after(chain, reading.n, Math.min(BATCH, range.last - reading.n));
      for (const seal of batch.length > 0 ? batch : [undefined]) {
        const fault = faultOfSeal(reading, seal) ?? (seal ? differs(heads.get(seal.n), seal) : null);
        if (fault || !seal) return verdict(fault);
        [reading, sealedTo] = [readOn(reading, seal), seal.sealedAt];
      }
    }
    const beyond = period === undefined ? told.find(({ n }) => n > range.last) : undefined;
    return verdict(beyond ? { n: range.last + 1, code: 'SEAL_MISSING', entryId: null, report: beyond.report } : null);
  }

  private async startOf(chain: string | null, first: number): Promise<ChainReading> {
    const [before] = first > 1 ? await this.seals.after(chain, first - 2, 1) : [];
    return { n: first - 1, hash: before?.n === first - 1 ? before.hash : null, latest: -Infinity };
  }
}

const differs = (told: ToldHead | undefined, { n, hash, entry_id }: AuditHead & { readonly entry_id: string }) =>
  told && told.hash !== hash ? ({ n, code: 'HEAD_DIFFERS', entryId: entry_id, report: told.report } as const) : null;

/** A chain that is gone altogether shows by its Zs. */
function cutBefore([first]: readonly ToldHead[], period: PeriodSpans | undefined): AuditFault | null {
  if (!first || period !== undefined) return null;
  return { n: 1, code: 'SEAL_MISSING', entryId: null, report: first.report };
}
