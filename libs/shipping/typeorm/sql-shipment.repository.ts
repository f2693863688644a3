import { Injectable } from '@nestjs/common';

import { newId, type OutletScope } from '#libs/kernel';
import { Database, inScope, type Statement, takenOnce, Values, violates, whereAll } from '#libs/platform';

import { type CheckResult, ENDED_STATES, PARCEL_RANKS, PARCEL_STATES, type Shipment } from '../core/model/shipment.js';
import type { NewParcel, ParcelState, SentParcel, ShippingAddress } from '../core/shipping.api.js';
import { trackingNumberTaken } from '../core/model/shipping.errors.js';
import { ShipmentRepository } from '../core/shipping.ports.js';
import { SHIPMENT_COLUMNS, stepsJson, toShipment } from './shipment-rows.js';
import type { ShipmentRow } from './shipping.schema.js';

/** The steps that are there and those of `$n` as one: each state once, at its earliest, oldest first. */
const mergedSteps = (parameter: string): string => `(
  SELECT coalesce(jsonb_agg(step ORDER BY step->>'at', array_position(ARRAY[${PARCEL_STATES.map((s) => `'${s}'`).join()}], step->>'state')), '[]')
  FROM (SELECT DISTINCT ON (step->>'state') step FROM jsonb_array_elements(shipments.steps || ${parameter}::jsonb) step
        ORDER BY step->>'state', step->>'at') merged)`;
/** Null once a parcel in `state` has ended and whoever it was for has left. */
const addressAt = (state: string): string =>
  `CASE WHEN anonymise AND ${state} = ANY('{${ENDED_STATES.join()}}') THEN NULL ELSE address END`;

const NUMBER_ONCE = 'shipments_number_once';

@Injectable()
export class SqlShipmentRepository extends ShipmentRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async book({ orderId, outletId, customerId, option, address, currency }: NewParcel, now: Date): Promise<void> {
    await this.database.execute({
      name: 'shipping.book',
      text: `INSERT INTO shipments (id, outlet_id, order_id, customer_id, carrier, service, days, price, currency, address, state,
               steps, followed, failures, anonymise, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, $12, $7, $8, $9, 'PENDING', $10, false, 0, false, $11, $11)
             ON CONFLICT (outlet_id, order_id) DO NOTHING`,
      values: [
        newId(),
        outletId,
        orderId,
        customerId,
        option.carrier,
        option.service,
        option.price,
        currency,
        JSON.stringify(address),
        stepsJson([{ state: 'PENDING', at: now }]),
        now,
        option.days,
      ],
    });
  }

  async redirect(outletId: string, orderId: string, address: ShippingAddress, now: Date): Promise<void> {
    await this.database.execute({
      name: 'shipping.redirect',
      text: `UPDATE shipments SET address = $3, updated_at = $4
             WHERE outlet_id = $1 AND order_id = $2 AND state = 'PENDING' AND address IS NOT NULL`,
      values: [outletId, orderId, JSON.stringify(address), now],
    });
  }

  async send(parcel: SentParcel, followed: boolean, now: Date): Promise<Shipment | null> {
    const { orderId, outletId, customerId, trackingNumber, carrier } = parcel;
    try {
      if (this.database.isDistributed) await this.database.execute(takenOnce(NUMBER_ONCE, trackingNumber, outletId));
      return await this.one({
        name: 'shipping.send',
        text: `INSERT INTO shipments (id, outlet_id, order_id, customer_id, carrier, tracking_number, state, steps, followed,
                 next_check_at, failures, anonymise, shipped_at, created_at, updated_at)
               SELECT $1, $2, $3, $4, $5, $6, 'POSTED', $7, $8, $9, 0, false, $10, $10, $10
               FROM (SELECT pg_advisory_xact_lock(hashtextextended($3::uuid::text, 0))) one_at_a_time
               ON CONFLICT (outlet_id, order_id) DO UPDATE
                 SET carrier = coalesce(excluded.carrier, shipments.carrier), tracking_number = excluded.tracking_number,
                     (state, steps, followed, next_check_at, shipped_at, reference, failures, fault) =
                       (SELECT CASE WHEN same THEN shipments.state ELSE 'POSTED' END,
                          CASE WHEN same THEN shipments.steps
                            ELSE jsonb_path_query_array(shipments.steps, '$[*] ? (@.state == "PENDING")') || excluded.steps END,
                          CASE WHEN same THEN shipments.followed ELSE excluded.followed END,
                          CASE WHEN same THEN shipments.next_check_at ELSE excluded.next_check_at END,
                          CASE WHEN same THEN shipments.shipped_at ELSE excluded.shipped_at END,
                          CASE WHEN same THEN shipments.reference END,
                          CASE WHEN same THEN shipments.failures ELSE 0 END,
                          CASE WHEN same THEN shipments.fault END
                        FROM (SELECT shipments.tracking_number IS NOT DISTINCT FROM excluded.tracking_number) known (same)),
                     updated_at = excluded.updated_at
                 WHERE shipments.tracking_number IS DISTINCT FROM excluded.tracking_number
                   OR shipments.carrier IS DISTINCT FROM coalesce(excluded.carrier, shipments.carrier)
               RETURNING ${SHIPMENT_COLUMNS}`,
        values: [
          newId(),
          outletId,
          orderId,
          customerId,
          carrier,
          trackingNumber,
          stepsJson([{ state: 'POSTED', at: now }]),
          followed,
          followed ? now : null,
          now,
        ],
      });
    } catch (error) {
      if (violates(error, NUMBER_ONCE)) throw trackingNumberTaken();
      throw error;
    }
  }

  findByNumber(trackingNumber: string): Promise<Shipment | null> {
    return this.one({
      name: 'shipping.find-by-number',
      text: `SELECT ${SHIPMENT_COLUMNS} FROM shipments WHERE tracking_number = $1`,
      values: [trackingNumber],
    });
  }

  find(scope: OutletScope, id: string): Promise<Shipment | null> {
    const values = new Values();
    const mine = whereAll(`id = ${values.add(id)}`, inScope(scope, 'outlet_id', values));
    return this.one({ text: `SELECT ${SHIPMENT_COLUMNS} FROM shipments ${mine}`, values: values.list });
  }

  ofOrder(outletId: string, orderId: string): Promise<Shipment | null> {
    return this.one({
      name: 'shipping.of-order',
      text: `SELECT ${SHIPMENT_COLUMNS} FROM shipments WHERE outlet_id = $1 AND order_id = $2`,
      values: [outletId, orderId],
    });
  }

  /** Looks over all outlets, and takes outlet by outlet: those that another process took meanwhile are due no more. */
  async claimDue(now: Date, until: Date, limit: number): Promise<Shipment[]> {
    const claimed: Shipment[] = [];
    for (;;) {
      const wanted = limit - claimed.length;
      const due = await this.database.query<{ outlet_id: string; ids: string[] }>({
        name: 'shipping.due',
        text: `SELECT outlet_id, array_agg(id) AS ids
               FROM (SELECT outlet_id, id FROM shipments WHERE next_check_at <= $1 ORDER BY next_check_at LIMIT $2) due
               GROUP BY outlet_id ORDER BY outlet_id`,
        values: [now, wanted],
      });
      for (const { outlet_id: outletId, ids } of due) claimed.push(...(await this.claim(outletId, ids, now, until)));
      const found = due.reduce((count, { ids }) => count + ids.length, 0);
      if (found < wanted || claimed.length === limit) return claimed;
    }
  }

  private claim(outletId: string, ids: readonly string[], now: Date, until: Date): Promise<Shipment[]> {
    return this.many({
      name: 'shipping.claim',
      text: `UPDATE shipments SET next_check_at = $4 WHERE outlet_id = $1 AND id = ANY($2::uuid[]) AND next_check_at <= $3
             RETURNING ${SHIPMENT_COLUMNS}`,
      values: [outletId, ids, now, until],
    });
  }

  async record(shipment: Shipment, result: CheckResult, now: Date): Promise<void> {
    const below = PARCEL_STATES.filter((state) => PARCEL_RANKS[state] < PARCEL_RANKS[result.state ?? 'PENDING']);
    await this.database.execute({
      name: 'shipping.record',
      text: `UPDATE shipments
             SET state = moved.state, steps = ${mergedSteps('$5')}, reference = $6, failures = $7, fault = $8,
                 followed = true, checked_at = $9,
                 next_check_at = CASE WHEN moved.state = ANY('{${ENDED_STATES.join()}}') THEN NULL ELSE $10::timestamptz END,
                 address = ${addressAt('moved.state')},
                 updated_at = CASE WHEN moved.state = shipments.state THEN shipments.updated_at ELSE $9 END
             FROM (SELECT id, CASE WHEN state = ANY($4::text[]) THEN $3 ELSE state END AS state
                   FROM shipments WHERE outlet_id = $11 AND id = $1 FOR UPDATE) moved
             WHERE shipments.outlet_id = $11 AND shipments.id = moved.id AND shipments.tracking_number = $2`,
      values: [
        shipment.id,
        shipment.trackingNumber,
        result.state,
        below,
        stepsJson(result.steps),
        result.reference,
        result.failures,
        result.fault,
        now,
        result.nextCheckAt,
        shipment.outletId,
      ],
    });
  }

  cancel(outletId: string, orderId: string, now: Date): Promise<void> {
    return this.end(outletId, orderId, 'CANCELLED', `state = 'PENDING'`, now);
  }

  arrived(outletId: string, orderId: string, now: Date): Promise<void> {
    return this.end(
      outletId,
      orderId,
      'DELIVERED',
      `state IN ('POSTED', 'IN_TRANSIT', 'OUT_FOR_DELIVERY') AND NOT followed`,
      now,
    );
  }

  ofCustomer(customerId: string): Promise<Shipment[]> {
    return this.many({
      text: `SELECT ${SHIPMENT_COLUMNS} FROM shipments WHERE customer_id = $1 ORDER BY created_at DESC, id DESC`,
      values: [customerId],
    });
  }

  async anonymise(customerId: string, now: Date): Promise<void> {
    await this.database.execute({
      text: `UPDATE shipments SET anonymise = true, customer_id = NULL, updated_at = $2,
               address = CASE WHEN state = ANY('{${ENDED_STATES.join()}}') THEN NULL ELSE address END
             WHERE customer_id = $1`,
      values: [customerId, now],
    });
  }

  async anonymiseOverdue(before: Date): Promise<void> {
    await this.database.execute({
      text: `UPDATE shipments SET address = NULL
             WHERE anonymise AND address IS NOT NULL AND (updated_at < $1 OR state = ANY('{${ENDED_STATES.join()}}'))`,
      values: [before],
    });
  }

  private async end(
    outletId: string,
    orderId: string,
    state: ParcelState,
    condition: string,
    now: Date,
  ): Promise<void> {
    await this.database.execute({
      text: `UPDATE shipments SET state = $2, steps = ${mergedSteps('$3')}, next_check_at = NULL, updated_at = $4,
               address = ${addressAt('$2')}
             WHERE outlet_id = $5 AND order_id = $1 AND ${condition}`,
      values: [orderId, state, stepsJson([{ state, at: now }]), now, outletId],
    });
  }

  private async one(statement: Statement): Promise<Shipment | null> {
    return (await this.many(statement))[0] ?? null;
  }

  private async many(statement: Statement): Promise<Shipment[]> {
    return (await this.database.query<ShipmentRow & Record<string, unknown>>(statement)).map(toShipment);
  }
}
