import { BatchedReads, type Database } from '#libs/platform';

import type { OrderScope } from '../core/ordering.ports.js';
import { ORDER_COLUMNS } from './order-rows.js';
import { inOrderScope } from './order-scope.js';
import type { OrderItemRow, OrderRow } from './order.schema.js';

/** An order with its lines. Whether there are payments and a parcel is asked along: most orders have neither, and cost no further statement. */
export type FoundRow = OrderRow & {
  items: OrderItemRow[] | null;
  has_payments: boolean;
  has_parcel: boolean;
} & Record<string, unknown>;

const FOUND = `
  SELECT ${ORDER_COLUMNS.of('o')},
    (SELECT json_agg(i) FROM order_items i WHERE i.outlet_id = o.outlet_id AND i.order_id = o.id) AS items,
    EXISTS (SELECT FROM payments_money p WHERE p.outlet_id = o.outlet_id AND p.order_id = o.id) AS has_payments,
    EXISTS (SELECT FROM shipping_parcels s WHERE s.outlet_id = o.outlet_id AND s.order_id = o.id) AS has_parcel`;

/**
 * Single orders, as somebody may see them. Staff of one outlet may see all of its orders: those that they ask for at the same time, in whatever outlets, are read by one
 * statement (docs/speed.md). Whoever may see a part of the orders, or those of several outlets, asks alone.
 */
export class OrderReads {
  private readonly reads = new BatchedReads<FoundRow>((keys) => this.together(keys));

  constructor(private readonly database: Database) {}

  /** Inside a unit of work it sees what that has written. */
  async find(id: string, scope: OrderScope): Promise<FoundRow | undefined> {
    const outletId = wholeOutlet(scope);
    if (outletId === undefined || this.database.inTransaction) return this.alone(id, scope);
    return this.reads.find(keyOf(outletId, id.toLowerCase()));
  }

  private async alone(id: string, scope: OrderScope): Promise<FoundRow | undefined> {
    const where = inOrderScope(scope, 2);
    const [row] = await this.database.query<FoundRow>({
      name: `orders.one.${where.name}`,
      text: `${FOUND} FROM orders o WHERE o.id = $1 AND ${where.text}`,
      values: [id, ...where.values],
    });
    return row;
  }

  private async together(keys: readonly string[]): Promise<Map<string, FoundRow>> {
    const asked = keys.map((key) => key.split(' '));
    const rows = await this.database.query<FoundRow>({
      name: 'orders.together',
      text: `${FOUND}
        FROM unnest($1::uuid[], $2::uuid[]) AS asked (outlet_id, id)
        JOIN orders o ON o.outlet_id = asked.outlet_id AND o.id = asked.id`,
      values: [asked.map(([outletId]) => outletId), asked.map(([, id]) => id)],
    });
    return new Map(rows.map((row) => [keyOf(row.outlet_id, row.id), row]));
  }
}

const keyOf = (outletId: string, id: string): string => `${outletId} ${id}`;

/** The outlet all of whose orders a scope has, when that is all it has. */
function wholeOutlet({ outlets, sessionId, customerId, firedOnly }: OrderScope): string | undefined {
  if (sessionId !== undefined || customerId !== undefined || firedOnly) return undefined;
  return outlets !== 'all' && outlets.length === 1 ? outlets[0] : undefined;
}
