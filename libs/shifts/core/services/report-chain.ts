import { Injectable } from '@nestjs/common';

import { canonicalJson } from '#libs/kernel';

import type { ShiftReport } from '../model/shift-report.js';
import { type ChainEnd, Digest, type KeptReport, ShiftReports } from '../shifts.ports.js';

/** The next Z of a chain: its number and the hash before it become part of its body, and its hash is that of the whole body. */
export function link(report: ShiftReport, end: ChainEnd, digest: Digest): KeptReport {
  const number = end.number + 1;
  const body: ShiftReport = { ...report, number, previous_hash: end.hash };
  return {
    number,
    shiftId: report.shift_id,
    previousHash: end.hash,
    hash: digest.of(canonicalJson(body)),
    body,
  };
}

export const CHAIN_FAULTS = ['NUMBER_MISSING', 'BODY_CHANGED', 'LINK_BROKEN'] as const;
export type ChainFaultCode = (typeof CHAIN_FAULTS)[number];

export interface ChainFault {
  /** The first report that is missing or not as it was made. */
  readonly number: number;
  readonly code: ChainFaultCode;
}

/** What is wrong with the report that should follow `end`; null when it does. */
export function faultAfter(end: ChainEnd, report: KeptReport | undefined, digest: Digest): ChainFault | null {
  const number = end.number + 1;
  if (!report || report.number !== number) return { number, code: 'NUMBER_MISSING' };
  if (digest.of(canonicalJson(report.body)) !== report.hash) return { number, code: 'BODY_CHANGED' };
  const isLinked =
    report.previousHash === end.hash &&
    report.body.previous_hash === end.hash &&
    report.body.number === number &&
    report.body.shift_id === report.shiftId;
  return isLinked ? null : { number, code: 'LINK_BROKEN' };
}

export interface ChainVerdict {
  /** How many reports were read. */
  readonly reports: number;
  readonly lastNumber: number;
  readonly lastHash: string | null;
  readonly fault: ChainFault | null;
}

const BATCH = 200;

/** An outlet's Zs, each tied to the one before it. */
@Injectable()
export class ReportChain {
  constructor(
    private readonly reports: ShiftReports,
    private readonly digest: Digest,
  ) {}

  /**
   * Numbers, seals and keeps a Z, in the ambient transaction; `finish` adds what can be known under the lock of the numbering alone, by the number
   * given last. Null when this shift has its Z already.
   */
  async append(
    outletId: string,
    report: ShiftReport,
    finish: (report: ShiftReport, lastNumber: number) => Promise<ShiftReport>,
  ): Promise<KeptReport | null> {
    const end = await this.reports.lockChain(outletId);
    if (await this.reports.ofShift(outletId, report.shift_id)) return null;
    const next = link(await finish(report, end.number), end, this.digest);
    await this.reports.append(outletId, next, new Date(report.made_at));
    return next;
  }

  /** Reads the whole chain again, up to the number given last or the first fault. */
  async verify(outletId: string): Promise<ChainVerdict> {
    const lastNumber = await this.reports.lastNumber(outletId);
    let end: ChainEnd = { number: 0, hash: null };
    while (end.number < lastNumber) {
      const batch = await this.reports.after(outletId, end.number, Math.min(BATCH, lastNumber - end.number));
      for (const report of batch.length > 0 ? batch : [undefined]) {
        const fault = faultAfter(end, report, this.digest);
        if (fault || !report) return { reports: end.number, lastNumber, lastHash: end.hash, fault };
        end = { number: report.number, hash: report.hash };
      }
    }
    return { reports: end.number, lastNumber, lastHash: end.hash, fault: null };
  }
}
