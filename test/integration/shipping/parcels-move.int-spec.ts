import { describe, expect, it } from '@jest/globals';
import type { QueryRunner } from 'typeorm';

import { newId } from '#libs/kernel';

import { ShippingRatesQuotesShipments1763740000000 } from '../../../migrations/1763740000000-shipping-rates-quotes-shipments.js';
import { createTestDatabase } from '../../support/database.js';

describe("the migration of ordering's parcels to shipping", () => {
  it('takes every parcel along with its state, and back', async () => {
    const database = await createTestDatabase();
    const migration = new ShippingRatesQuotesShipments1763740000000();
    const runner = { query: (text: string) => database.query(text) } as unknown as QueryRunner;
    await migration.down(runner);
    for (const [number, status] of [
      ['A', 'READY'],
      ['B', 'DONE'],
      ['C', 'VOIDED'],
    ]) {
      const id = newId();
      await database.query(
        `INSERT INTO orders (outlet_id, id, number, type, status, payment_status, placed_by_kind, currency, tax_inclusive,
           service_charge_rate, subtotal, discount_total, service_charge, tax_total, shipping_total, rounding, total_amount, paid_amount,
           refunded_amount, business_date, version, created_at, updated_at)
         VALUES ($1, $2, $3, 'ONLINE', $4, 'PENDING', 'user', 'BRL', true, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, now(), 1, now(), now())`,
        [newId(), id, number, status],
      );
      await database.query(
        `INSERT INTO order_parcels VALUES ($1, $2, 'JNE', '2026-11-20T12:00:00Z', '2026-11-21T12:00:00Z')`,
        [id, `PARCEL-${number}`],
      );
    }
    const parcels = 'SELECT * FROM order_parcels ORDER BY tracking_number';
    const before = await database.query(parcels);

    await migration.up(runner);
    const moved = await database.query(
      `SELECT s.tracking_number, s.state, s.steps, s.shipped_at, o.outlet_id = s.outlet_id AS at_home
       FROM shipments s JOIN orders o ON o.id = s.order_id ORDER BY 1`,
    );
    expect(moved).toEqual(
      [
        ['A', 'POSTED'],
        ['B', 'DELIVERED'],
        ['C', 'CANCELLED'],
      ].map(([number, state]) => ({
        tracking_number: `PARCEL-${number}`,
        state,
        steps: [{ state, at: '2026-11-20T12:00:00.000Z' }],
        shipped_at: new Date('2026-11-20T12:00:00Z'),
        at_home: true,
      })),
    );

    await migration.down(runner);
    expect(await database.query(parcels)).toEqual(before);
  });
});
