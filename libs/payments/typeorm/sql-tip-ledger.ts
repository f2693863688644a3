import { Injectable } from '@nestjs/common';

import type { MinorUnits } from '#libs/kernel';
import { Database } from '#libs/platform';

import type { PoolOfDay, TipEntry } from '../core/model/tip-entry.js';
import { TipLedger } from '../core/payments.ports.js';

@Injectable()
export class SqlTipLedger extends TipLedger {
  constructor(private readonly database: Database) {
    super();
  }

  async append(entries: readonly TipEntry[]): Promise<void> {
    for (const entry of entries) await this.add(entry);
  }

  async hold(outletId: string, userId: string | null): Promise<void> {
    await this.database.execute({
      name: 'tips.hold',
      text: `SELECT pg_advisory_xact_lock(hashtextextended('tips ' || $1::uuid || ' ' || $2, 0))`,
      values: [outletId, userId ?? 'pool'],
    });
  }

  async balanceOf(outletId: string, userId: string): Promise<MinorUnits> {
    const [row] = await this.database.query<{ owed: number }>({
      name: 'tips.balance',
      text: `SELECT coalesce(sum(amount), 0)::bigint AS owed FROM tip_entries WHERE outlet_id = $1 AND user_id = $2`,
      values: [outletId, userId],
    });
    return row?.owed ?? 0;
  }

  async poolOf(outletId: string, from: string, to: string): Promise<PoolOfDay[]> {
    return this.database.query<PoolOfDay & Record<string, unknown>>({
      name: 'tips.pool',
      text: `SELECT business_date::text AS day, sum(amount)::bigint AS amount FROM tip_entries
             WHERE outlet_id = $1 AND user_id IS NULL AND business_date BETWEEN $2 AND $3
             GROUP BY business_date HAVING sum(amount) <> 0 ORDER BY business_date`,
      values: [outletId, from, to],
    });
  }

  private async add(entry: TipEntry): Promise<void> {
    await this.database.execute({
      name: 'tips.append',
      text: `INSERT INTO tip_entries (outlet_id, id, kind, user_id, amount, currency, business_date, payment_id, order_id, refund_id,
               shift_id, movement_id, distribution_id, created_by_kind, created_by, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
      values: [
        entry.outletId,
        entry.id,
        entry.kind,
        entry.userId,
        entry.amount,
        entry.currency,
        entry.day,
        entry.paymentId,
        entry.orderId,
        entry.refundId,
        entry.shiftId,
        entry.movementId,
        entry.distributionId,
        entry.actor.kind,
        entry.actor.id,
        entry.at,
      ],
    });
  }
}
