import { columnsOf, insertEvents } from '#libs/platform';

import { ITEM_COLUMNS, ORDER_COLUMNS } from './order-rows.js';
import { OrderSchema } from './order.schema.js';

/** The use of a bill's coupon, and whether another bill that lives has a part of it. */
export const COUPON_USE_FREED = `
  WITH own AS (SELECT coalesce(coupon_use, id) AS use FROM orders WHERE outlet_id = $1 AND id = $2)
  SELECT own.use, EXISTS (
    SELECT FROM orders o
    WHERE o.outlet_id = $1 AND (o.id = own.use OR o.coupon_use = own.use) AND o.id <> $2
      AND o.coupon_code IS NOT NULL AND o.status <> 'VOIDED') AS shared
  FROM own`;

/** A placed order, with what tells a repeat of its request from another. */
export const PLACED = columnsOf(OrderSchema, { request_hash: 'text' });
const CHANGE_TYPES = {
  outlet_id: 'uuid',
  id: 'uuid',
  order_id: 'uuid',
  action: 'text',
  item_id: 'uuid',
  from_status: 'text',
  to_status: 'text',
  actor_kind: 'text',
  actor_id: 'uuid',
  actor_role: 'text',
  reason: 'text',
  approved_by: 'uuid',
  details: 'jsonb',
  occurred_at: 'timestamptz',
};
const CHANGE_COLUMNS = Object.keys(CHANGE_TYPES).join(', ');
const CHANGES_TYPED = Object.entries(CHANGE_TYPES)
  .map(([name, type]) => `${name} ${type}`)
  .join(', ');

const insertItems = (parameter: string): string => `
  INSERT INTO order_items (${ITEM_COLUMNS.of()})
  SELECT ${ITEM_COLUMNS.of()} FROM json_to_recordset(${parameter}) AS given (${ITEM_COLUMNS.typed})`;
export const insertChanges = (parameter: string): string => `
  INSERT INTO order_changes (${CHANGE_COLUMNS})
  SELECT ${CHANGE_COLUMNS} FROM json_to_recordset(${parameter}) AS given (${CHANGES_TYPED})`;

/** Order, lines, events and history go in one statement: each is one JSON parameter that PostgreSQL unfolds into rows. */
const insertOrder = (lineIsThere: string): string => `
  WITH placed AS (
    INSERT INTO orders (${PLACED.of()}) SELECT ${PLACED.of()} FROM json_to_record($1) AS given (${PLACED.typed})
  ), lined AS (${insertItems('$2')} ${lineIsThere})
  ${insertEvents('$3')}`;

export const INSERT = insertOrder('');
/** Lines that come from another order bring their rows with them. */
export const INSERT_SPLIT = insertOrder(`ON CONFLICT (outlet_id, id) DO UPDATE
    SET order_id = excluded.order_id, position = excluded.position, discount = excluded.discount,
        service_charge = excluded.service_charge, tax = excluded.tax, total = excluded.total, version = excluded.version`);

export const SAVE = `
  WITH saved AS (
    UPDATE orders SET
      status = n.status, payment_status = n.payment_status, table_id = n.table_id, table_name = n.table_name,
      table_session_id = n.table_session_id, discount = n.discount, subtotal = n.subtotal, discount_total = n.discount_total,
      coupon_code = n.coupon_code, coupon = n.coupon, coupon_discount = n.coupon_discount,
      service_charge = n.service_charge, tax_total = n.tax_total, rounding = n.rounding, total_amount = n.total_amount,
      paid_amount = n.paid_amount, refunded_amount = n.refunded_amount, late_amount = n.late_amount,
      late_refunded = n.late_refunded, merged_into = n.merged_into, version = n.version,
      updated_at = n.updated_at, expired_at = n.expired_at, settled_at = n.settled_at, shipping_total = n.shipping_total,
      coupon_use = n.coupon_use, hold_reason = n.hold_reason, placed_from = n.placed_from,
      settlement = n.settlement,
      business_date = n.business_date, type = n.type, service_charge_rate = n.service_charge_rate, note = n.note,
      customer_id = n.customer_id, guest_count = n.guest_count, server_id = n.server_id
    FROM json_to_record($1) AS n (${ORDER_COLUMNS.typed})
    WHERE orders.outlet_id = n.outlet_id AND orders.id = n.id AND orders.version = $5
    RETURNING orders.id
  ), lined AS (
    ${insertItems('$2')}
    ON CONFLICT (outlet_id, id) DO UPDATE SET
      order_id = excluded.order_id, position = excluded.position, quantity = excluded.quantity,
      refunded_quantity = excluded.refunded_quantity, status = excluded.status,
      void_reason = excluded.void_reason, subtotal = excluded.subtotal, discount = excluded.discount,
      service_charge = excluded.service_charge, tax = excluded.tax, total = excluded.total,
      kept_discount = excluded.kept_discount, note = excluded.note, modifiers = excluded.modifiers,
      modifiers_total = excluded.modifiers_total, unit_price = excluded.unit_price, terms = excluded.terms,
      own_discount = excluded.own_discount, comped = excluded.comped, seat = excluded.seat, course = excluded.course,
      hold_reason = excluded.hold_reason, fired_at = excluded.fired_at, version = excluded.version
    -- The first version is that of a new line, whose id another line has: it is not written, and the count tells.
    WHERE excluded.version > 1
    RETURNING id
  ), told AS (${insertEvents('$3')}), noted AS (${insertChanges('$4')})
  SELECT id, (SELECT count(*) FROM lined)::int AS lines FROM saved`;
