import { Injectable } from '@nestjs/common';

import type { MinorUnits } from '#libs/kernel';
import { Database, type Statement } from '#libs/platform';

import type { ShiftState } from '../core/model/shift.js';
import {
  type Drawer,
  DrawerLedger,
  type GivenOut,
  type HeldDrawer,
  type MovementOutcome,
  type NewMovement,
} from '../core/shifts.ports.js';

/** Whose drawer the person $2 takes cash into: that of whom they joined, or their own. */
const OWNER = `coalesce(
  (SELECT s.user_id FROM shift_members m JOIN shifts s ON s.outlet_id = m.outlet_id AND s.id = m.shift_id
   WHERE m.outlet_id = $1 AND m.user_id = $2 AND m.left_at IS NULL), $2::uuid)`;
const locking = (lock: string): string => `SELECT owner AS "ownerId",
  ${lock}(hashtextextended('drawer ' || $1::uuid || ' ' || owner, 0))::text AS locked FROM (SELECT ${OWNER} AS owner) whose`;

/** The open shift of the owner $2, where the person $11 is its owner or in it. */
const OPEN = `s.outlet_id = $1 AND s.user_id = $2 AND s.status = 'OPEN' AND ($2::uuid = $11::uuid OR EXISTS (
  SELECT FROM shift_members m WHERE m.outlet_id = $1 AND m.shift_id = s.id AND m.user_id = $11 AND m.left_at IS NULL))`;

@Injectable()
export class SqlDrawerLedger extends DrawerLedger {
  constructor(private readonly database: Database) {
    super();
  }

  async share(drawer: Drawer): Promise<HeldDrawer> {
    return this.lock(drawer, { name: 'drawer.share', text: locking('pg_advisory_xact_lock_shared') });
  }

  async holdAlone(drawer: Drawer): Promise<HeldDrawer> {
    return this.lock(drawer, { name: 'drawer.hold-alone', text: locking('pg_advisory_xact_lock') });
  }

  private async lock({ outletId, userId }: Drawer, statement: Statement): Promise<HeldDrawer> {
    const values = [outletId, userId];
    const [held] = await this.database.query<{ ownerId: string }>({ ...statement, values });
    return { outletId, userId, ownerId: held?.ownerId ?? userId };
  }

  async record({ outletId, userId, ownerId }: HeldDrawer, movement: NewMovement): Promise<string | null> {
    const [open] = await this.database.query<{ id: string }>({
      name: 'drawer.record',
      text: `WITH open AS (
               SELECT s.id FROM shifts s WHERE ${OPEN}
             ), recorded AS (
               INSERT INTO cash_movements
                 (outlet_id, id, shift_id, type, amount, reason, payment_id, refund_id, created_by, occurred_at)
               SELECT $1, $3, open.id, $4, $5::bigint, $6, $7, $8, $9, $10 FROM open WHERE $5::bigint <> 0
             )
             SELECT id FROM open`,
      values: [outletId, ownerId, ...valuesOf(movement), userId],
    });
    return open?.id ?? null;
  }

  async giveOut({ outletId, userId, ownerId }: HeldDrawer, movement: NewMovement): Promise<GivenOut> {
    const [row] = await this.database.query<{ id: string; held: number; recorded: boolean }>({
      name: 'drawer.give-out',
      text: `WITH drawer AS (
               SELECT s.id, (SELECT coalesce(sum(amount), 0)::bigint FROM cash_movements
                             WHERE outlet_id = $1 AND shift_id = s.id) AS held
               FROM shifts s WHERE ${OPEN}
             ), recorded AS (
               INSERT INTO cash_movements
                 (outlet_id, id, shift_id, type, amount, reason, payment_id, refund_id, created_by, occurred_at)
               SELECT $1, $3, drawer.id, $4, $5::bigint, $6, $7, $8, $9, $10 FROM drawer WHERE drawer.held + $5::bigint >= 0
               RETURNING id
             )
             SELECT id, held, EXISTS (SELECT FROM recorded) AS recorded FROM drawer`,
      values: [outletId, ownerId, ...valuesOf(movement), userId],
    });
    if (!row) return { kind: 'no-shift' };
    return row.recorded ? { kind: 'recorded', shiftId: row.id } : { kind: 'too-low', held: row.held };
  }

  async move(shift: ShiftState, movement: NewMovement, most: MinorUnits): Promise<MovementOutcome> {
    const [row] = await this.database.query<{ held: number; recorded: boolean }>({
      name: 'drawer.move',
      text: `WITH drawer AS (
               SELECT s.id, (SELECT coalesce(sum(amount), 0)::bigint FROM cash_movements
                             WHERE outlet_id = $1 AND shift_id = $2) AS held
               FROM shifts s WHERE s.outlet_id = $1 AND s.id = $2
                 AND (s.status = 'OPEN' OR (s.status = 'ENDED' AND $4::text IN ('CORRECTION', 'TIP')))
             ), recorded AS (
               INSERT INTO cash_movements
                 (outlet_id, id, shift_id, type, amount, reason, payment_id, refund_id, created_by, occurred_at, paid_to)
               SELECT $1, $3, drawer.id, $4, $5::bigint, $6, $7, $8, $9, $10, $12::uuid FROM drawer
               WHERE drawer.held + $5::bigint >= 0 AND (drawer.held + $5::bigint <= $11::bigint OR $5::bigint < 0)
               RETURNING id
             )
             SELECT held, EXISTS (SELECT FROM recorded) AS recorded FROM drawer`,
      values: [shift.outletId, shift.id, ...valuesOf(movement), most, movement.paidTo ?? null],
    });
    if (!row) return { kind: 'closed' };
    if (row.recorded) return { kind: 'recorded' };
    return { kind: movement.amount < 0 ? 'too-low' : 'too-full', held: row.held };
  }

  async expectedCash(outletId: string, shiftId: string): Promise<MinorUnits> {
    const [row] = await this.database.query<{ expected: number }>({
      name: 'drawer.expected-cash',
      text: `SELECT coalesce(sum(amount), 0)::bigint AS expected FROM cash_movements WHERE outlet_id = $1 AND shift_id = $2`,
      values: [outletId, shiftId],
    });
    return row?.expected ?? 0;
  }
}

const valuesOf = (movement: NewMovement): unknown[] => [
  movement.id,
  movement.type,
  movement.amount,
  movement.reason,
  movement.paymentId,
  movement.refundId,
  movement.createdBy,
  movement.occurredAt,
];
