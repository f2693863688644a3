import { type ChainEnd, type KeptReport, ShiftReports } from '../core/shifts.ports.js';

export class InMemoryShiftReports extends ShiftReports {
  private readonly chains = new Map<string, KeptReport[]>();

  async ofShift(outletId: string, shiftId: string): Promise<KeptReport | null> {
    return this.chainOf(outletId).find((report) => report.shiftId === shiftId) ?? null;
  }

  async lockChain(outletId: string): Promise<ChainEnd> {
    const last = this.chainOf(outletId).at(-1);
    return { number: last?.number ?? 0, hash: last?.hash ?? null };
  }

  async append(outletId: string, report: KeptReport): Promise<void> {
    const chain = this.chainOf(outletId);
    if (report.number !== chain.length + 1) throw new Error('A report was appended to a chain that was not locked');
    this.chains.set(outletId, [...chain, report]);
  }

  async lastNumber(outletId: string): Promise<number> {
    return this.chainOf(outletId).length;
  }

  async after(outletId: string, number: number, limit: number): Promise<KeptReport[]> {
    return this.chainOf(outletId).slice(number, number + limit);
  }

  private chainOf(outletId: string): readonly KeptReport[] {
    return this.chains.get(outletId) ?? [];
  }
}
