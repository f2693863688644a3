import { Injectable } from '@nestjs/common';

import { Database, violates } from '#libs/platform';

import { orderIdTaken } from '../core/model/ordering.errors.js';
import { type OrderScope, type Placing, Placings } from '../core/ordering.ports.js';
import { inOrderScope } from './order-scope.js';

@Injectable()
export class SqlPlacings extends Placings {
  constructor(private readonly database: Database) {
    super();
  }

  async find(id: string, scope: OrderScope): Promise<Placing | null> {
    const where = inOrderScope(scope, 2);
    const [row] = await this.database.query<Placing & Record<string, unknown>>({
      name: `placings.find.${where.name}`,
      text: `SELECT p.id, p.outlet_id AS "outletId", p.order_id AS "orderId", p.request_hash AS "requestHash",
                    p.item_ids AS "lineIds", p.created_at AS at
             FROM order_placings p JOIN orders o ON o.outlet_id = p.outlet_id AND o.id = p.order_id
             WHERE p.id = $1 AND ${where.text}`,
      values: [id, ...where.values],
    });
    return row ?? null;
  }

  async add({ id, outletId, orderId, requestHash, lineIds, at }: Placing): Promise<void> {
    try {
      await this.database.execute({
        name: 'placings.add',
        text: `INSERT INTO order_placings (outlet_id, id, order_id, request_hash, item_ids, created_at)
               VALUES ($1, $2, $3, $4, $5, $6)`,
        values: [outletId, id, orderId, requestHash, lineIds, at],
      });
    } catch (error) {
      if (violates(error, 'order_placings_pkey')) throw orderIdTaken(id);
      throw error;
    }
  }

  async hasRounds(outletId: string, orderId: string): Promise<boolean> {
    const [row] = await this.database.query<{ has: boolean }>({
      name: 'placings.of-order',
      text: 'SELECT EXISTS (SELECT FROM order_placings WHERE outlet_id = $1 AND order_id = $2) AS has',
      values: [outletId, orderId],
    });
    return row?.has ?? false;
  }
}
