import { Injectable } from '@nestjs/common';

import { Database, WITHOUT_PERSONAL_TEXT } from '#libs/platform';

import { type OrderRef, PersonalTraces } from '../core/ordering.ports.js';

/** What was agreed to for a line, without why: null where nothing was. */
const WITHOUT_REASONS = `(
  SELECT jsonb_object_agg(key, CASE jsonb_typeof(value) WHEN 'object' THEN value || '{"reason": ""}' ELSE value END)
  FROM jsonb_each(order_items.terms))`;

/** Also cleans the platform's log of events, where orders write what people said; identity has the audit log forget them. */
@Injectable()
export class SqlPersonalTraces extends PersonalTraces {
  constructor(private readonly database: Database) {
    super();
  }

  async erase(customerId: string): Promise<OrderRef[]> {
    await this.database.execute({
      name: 'orders.erase-from-events',
      text: `
        UPDATE events SET customer_id = NULL, payload = ${WITHOUT_PERSONAL_TEXT}
        WHERE customer_id = $1`,
      values: [customerId],
    });
    const outlets = await this.database.query<{ outlet_id: string }>({
      name: 'orders.outlets-of-customer',
      text: 'SELECT DISTINCT outlet_id FROM orders WHERE customer_id = $1 ORDER BY outlet_id',
      values: [customerId],
    });
    const erased: OrderRef[] = [];
    for (const { outlet_id: outletId } of outlets) erased.push(...(await this.eraseAt(outletId, customerId)));
    return erased;
  }

  private async eraseAt(outletId: string, customerId: string): Promise<OrderRef[]> {
    const orders = await this.database.query<{ id: string }>({
      name: 'orders.erase-customer',
      text: `
        WITH theirs AS (
          SELECT id FROM orders WHERE outlet_id = $2 AND customer_id = $1 ORDER BY id FOR UPDATE
        ), lines AS (
          UPDATE order_items SET note = NULL, void_reason = NULL, terms = ${WITHOUT_REASONS}, added_by = nullif(added_by, $1)
          FROM theirs t
          WHERE order_items.outlet_id = $2 AND order_items.order_id = t.id
            AND (num_nonnulls(note, void_reason, terms) > 0 OR added_by = $1)
        ), acts AS (
          UPDATE order_changes SET actor_id = NULL, reason = NULL FROM theirs t
          WHERE order_changes.outlet_id = $2 AND order_changes.order_id = t.id AND actor_id = $1
        )
        UPDATE orders SET customer_id = NULL, note = NULL, placed_from = NULL, placed_by_id = nullif(placed_by_id, $1)
        FROM theirs t WHERE orders.outlet_id = $2 AND orders.id = t.id
        RETURNING orders.id`,
      values: [customerId, outletId],
    });
    return orders.map(({ id: orderId }) => ({ outletId, orderId }));
  }
}
