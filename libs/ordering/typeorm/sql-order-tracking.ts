import { Injectable } from '@nestjs/common';

import { conflict } from '#libs/kernel';
import { Database, violates } from '#libs/platform';

import { OrderTracking, type TrackedParcel } from '../core/ordering.ports.js';
import type { OrderStatus } from '../core/order-status.js';
import type { OrderParcelRow } from './order.schema.js';

@Injectable()
export class SqlOrderTracking extends OrderTracking {
  constructor(private readonly database: Database) {
    super();
  }

  async set(orderId: string, trackingNumber: string, carrier: string | null): Promise<void> {
    try {
      await this.database.execute({
        text: `INSERT INTO order_parcels (order_id, tracking_number, carrier, shipped_at, updated_at) VALUES ($1, $2, $3, now(), now())
               ON CONFLICT (order_id) DO UPDATE
                 SET tracking_number = excluded.tracking_number, carrier = excluded.carrier, updated_at = now()
                 WHERE (order_parcels.tracking_number, order_parcels.carrier) IS DISTINCT FROM (excluded.tracking_number, excluded.carrier)`,
        values: [orderId, trackingNumber, carrier],
      });
    } catch (error) {
      if (!violates(error, 'order_parcels_by_number')) throw error;
      throw conflict('TRACKING_NUMBER_TAKEN', 'This tracking number belongs to another order.');
    }
  }

  async find(trackingNumber: string): Promise<TrackedParcel | null> {
    const [row] = await this.database.query<OrderParcelRow & { status: OrderStatus }>({
      text: `SELECT p.*, o.status FROM order_parcels p JOIN orders o ON o.id = p.order_id WHERE p.tracking_number = $1`,
      values: [trackingNumber],
    });
    if (!row) return null;
    return {
      tracking_number: row.tracking_number,
      carrier: row.carrier,
      status: row.status === 'VOIDED' ? 'CANCELLED' : row.status === 'DONE' ? 'DELIVERED' : 'SHIPPED',
      shipped_at: row.shipped_at.toISOString(),
      updated_at: row.updated_at.toISOString(),
    };
  }
}
