import type { ShiftAdjustment } from '../core/model/shift-adjustment.js';
import { ShiftAdjustments } from '../core/shifts.ports.js';
import type { InMemoryShiftReports } from './in-memory-shift-reports.js';

/** Adjustments beside the Zs that tell of them. `payments` are those that shifts took. */
export class InMemoryShiftAdjustments extends ShiftAdjustments {
  readonly rows: ShiftAdjustment[] = [];
  readonly payments = new Set<string>();

  constructor(private readonly reports: InMemoryShiftReports) {
    super();
  }

  async add(adjustments: readonly ShiftAdjustment[]): Promise<void> {
    this.rows.push(...adjustments);
  }

  async untold(outletId: string, lastNumber: number): Promise<ShiftAdjustment[]> {
    const reports = await this.reports.after(outletId, 0, lastNumber);
    const told = new Set(reports.flatMap(({ body }) => (body.late_adjustments ?? []).map(({ id }) => id)));
    return this.rows.filter((row) => row.outletId === outletId && !told.has(row.id));
  }

  async isPaymentOf(_: unknown, paymentId: string): Promise<boolean> {
    return this.payments.has(paymentId);
  }
}
