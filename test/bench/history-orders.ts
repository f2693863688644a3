import { CUSTOMERS, DAYS, OUTLETS } from './history-size.js';

/** What has an end (docs/operations/retention.md) is there for so many days: events (of a month, to make fewer), webhooks, mails. */
const [LOGGED_DAYS, WEBHOOK_DAYS, MAIL_DAYS] = [30, 90, 365];
/** Of so many newest orders most are still being made. */
const IN_PROGRESS = 400;
/** One order in so many is of the customer who asks. */
const OF_THE_CUSTOMER = 5_003;

/**
 * Of the orders from $1 to $2, of $3, the last one at $4: when, where and for whom. `k` counts an outlet's own, so that what is said of one
 * order in a hundred is said of each outlet's.
 */
const NUMBERED = `
  numbered AS (
    SELECT s.n, o.n AS place, k, o.id AS outlet_id, history_id('order' || s.n) AS id, at, uuidv7(at - now()) AS sorted_id,
      CASE WHEN k % 50 = 3 THEN 'VOIDED'
           WHEN s.n <= $3::int - ${IN_PROGRESS} THEN 'DONE'
           ELSE (ARRAY['NEW', 'ACCEPTED', 'COOKING', 'READY', 'HELD'])[1 + s.n % 5] END AS status,
      CASE WHEN k % 100 = 3 THEN 'PENDING' WHEN k % 50 = 3 THEN 'REFUNDED'
           WHEN k % 400 = 5 THEN 'PARTIALLY_REFUNDED' WHEN k % 400 = 6 THEN 'REFUNDED'
           WHEN s.n % 10007 = 8 THEN 'PARTIALLY_PAID' WHEN s.n % 20011 = 9 THEN 'FAILED'
           WHEN s.n > $3::int - ${IN_PROGRESS} THEN 'PENDING' ELSE 'PAID' END AS payment_status,
      CASE WHEN s.n % ${OF_THE_CUSTOMER} = 7 THEN (SELECT id FROM users WHERE username = 'customer')
           WHEN k % 10 = 7 THEN history_id('customer' || (s.n % ${CUSTOMERS} + 1)) END AS customer_id,
      CASE WHEN k % 20 < 9 THEN 'DINE_IN' WHEN k % 20 < 17 THEN 'TAKEAWAY' WHEN k % 20 < 19 THEN 'DELIVERY' ELSE 'ONLINE' END AS type,
      CASE WHEN k % 10 < 6 THEN 'cash' WHEN k % 10 < 9 THEN 'midtrans' ELSE 'pix' END AS method,
      floor(extract(epoch FROM $4::timestamptz - at) / 86400)::int AS day
    FROM generate_series($1::int, $2::int) AS s (n)
    CROSS JOIN LATERAL (SELECT s.n / ${OUTLETS} AS k, $4::timestamptz - ($3::int - s.n) * interval '${DAYS} days' / $3::int AS at) t
    JOIN history_outlets o ON o.n = s.n % ${OUTLETS}
  )`;

const LINES = `generate_series(1, 3) line JOIN history_products p ON p.n = (o.k * 7 + o.place * 13 + line * 67) % 200`;

export const PLACE_ORDERS = `
  WITH ${NUMBERED}
  INSERT INTO orders (outlet_id, id, number, type, status, payment_status, customer_id, table_id, table_session_id, placed_by_kind, currency,
    tax_inclusive, service_charge_rate, subtotal, discount_total, service_charge, tax_total, shipping_total, rounding, total_amount,
    paid_amount, refunded_amount, business_date, version, created_at, updated_at, settled_at, hold_reason)
  SELECT outlet_id, id, 'R' || n, type, status, payment_status, customer_id, CASE type WHEN 'DINE_IN' THEN history_id('table' || place) END,
    CASE type WHEN 'DINE_IN' THEN history_id('sitting' || place || ' ' || day) END, 'system', 'IDR', true, 0, 60000, 0, 0, 0, 0, 0, 60000,
    CASE payment_status WHEN 'PENDING' THEN 0 WHEN 'FAILED' THEN 0 WHEN 'PARTIALLY_PAID' THEN 10000 ELSE 60000 END,
    CASE payment_status WHEN 'REFUNDED' THEN 60000 WHEN 'PARTIALLY_REFUNDED' THEN 10000 ELSE 0 END, at::date, 1, at, at,
    CASE payment_status WHEN 'PAID' THEN at END, CASE status WHEN 'HELD' THEN 'PAYMENT' END
  FROM numbered ORDER BY n`;

/** What goes along with orders that are there. None of it waits for another. */
export const PER_ORDER = [
  `WITH ${NUMBERED}
   INSERT INTO order_items (outlet_id, id, order_id, position, product_id, name, unit_price, modifiers, modifiers_total, quantity,
     tax_rate, takes_stock, status, subtotal, discount, service_charge, tax, total)
   SELECT outlet_id, gen_random_uuid(), o.id, line, p.id, 'Produk', 20000, '[]', 0, 1, 0, false, status, 20000, 0, 0, 0, 20000
   FROM numbered o CROSS JOIN ${LINES} ORDER BY o.n`,
  `WITH ${NUMBERED}
   INSERT INTO payments (outlet_id, id, order_id, order_label, customer_id, shift_id, method, status, amount, currency, created_by_kind,
     created_at, paid_at, applied_amount, review)
   SELECT outlet_id, history_id('payment' || n), id, 'R' || n, customer_id,
     CASE method WHEN 'cash' THEN history_id('shift' || place || ' ' || day) END, method,
     CASE WHEN payment_status <> 'PAID' THEN (ARRAY['PENDING', 'AUTHORIZED', 'FAILED', 'EXPIRED', 'CANCELLED', 'UNKNOWN', 'PARTIALLY_REFUNDED', 'REFUNDED'])[1 + (n / 7) % 8]
       ELSE 'PAID' END, 60000, 'IDR', 'system', at, at, 60000, CASE WHEN n % 20000 = 3 THEN 'AMOUNT_MISMATCH' END FROM numbered ORDER BY n`,
  `WITH ${NUMBERED}
   INSERT INTO cash_movements (outlet_id, id, shift_id, type, amount, payment_id, created_by, occurred_at)
   SELECT outlet_id, sorted_id, history_id('shift' || place || ' ' || day), 'SALE', 60000, history_id('payment' || n),
     CASE place WHEN 0 THEN (SELECT id FROM users WHERE username = 'kasir') ELSE history_id('cashier' || place) END, at
   FROM numbered WHERE method = 'cash' AND payment_status = 'PAID' ORDER BY n`,
  `WITH ${NUMBERED}
   INSERT INTO order_changes (outlet_id, id, order_id, action, actor_kind, details, occurred_at)
   SELECT outlet_id, gen_random_uuid(), id, 'PAID', 'system',
     jsonb_build_object('payment_id', history_id('payment' || n), 'amount', 60000), at FROM numbered ORDER BY n`,
  `WITH ${NUMBERED}
   INSERT INTO stock_movements (id, outlet_id, product_id, type, quantity, balance_after, reference_id, actor_kind, occurred_at)
   SELECT gen_random_uuid(), outlet_id, p.id, CASE WHEN line > 1 THEN 'SALE' WHEN k % 50 = 0 THEN 'WASTE' WHEN k % 100 = 1 THEN 'PURCHASE'
       WHEN k % 250 = 2 THEN 'ADJUSTMENT' WHEN k % 500 = 3 THEN 'RETURN' WHEN k % 500 = 4 THEN 'COUNT' ELSE 'SALE' END, -1, 1000000, o.id, 'system', at
   FROM numbered o CROSS JOIN ${LINES} ORDER BY o.n`,
  `WITH ${NUMBERED}
   INSERT INTO audit_log (id, outlet_id, actor_kind, actor_id, actor_role, action, subject_type, subject_id, occurred_at)
   SELECT sorted_id, outlet_id, 'user',
     CASE place WHEN 0 THEN (SELECT id FROM users WHERE username = 'kasir') ELSE history_id('cashier' || place) END, 'KASIR',
     CASE WHEN k % 500 = 0 THEN 'stock.counted' WHEN k % 3 = 0 THEN 'order.voided' ELSE 'shift.cash_moved' END, 'order', id::text, at
   FROM numbered WHERE k % 5 = 0 ORDER BY n`,
  `WITH ${NUMBERED}
   INSERT INTO notifications (id, kind, cause, outlet_id, user_id, job_id, status, attempts, created_at, updated_at, sent_at)
   SELECT sorted_id, CASE WHEN k % 200 = 7 THEN 'ORDER_EXPIRED' WHEN k % 20 = 7 THEN 'PAYMENT_RECEIVED' ELSE 'ORDER_PLACED' END, 'order ' || n,
     outlet_id, customer_id, gen_random_uuid(), state, 1, at, at, CASE state WHEN 'SENT' THEN at END
   FROM numbered CROSS JOIN LATERAL (SELECT CASE WHEN n % 3001 = 7 THEN 'PENDING' WHEN n % 1009 = 7 THEN 'FAILED' ELSE 'SENT' END AS state) s
   WHERE customer_id IS NOT NULL AND day < ${MAIL_DAYS} ORDER BY n`,
  `WITH ${NUMBERED}
   INSERT INTO webhook_logs (id, provider, event_id, event_type, verdict, headers, body, status, payment_id, received_at, processed_at)
   SELECT sorted_id, CASE method WHEN 'pix' THEN 'openpix' ELSE method END, CASE verdict WHEN 'GENUINE' THEN 'e' || n END, 'settlement', verdict,
     '{}', ''::bytea, CASE WHEN verdict <> 'GENUINE' THEN 'REFUSED' WHEN k % 100 = 17 THEN 'UNCHANGED' WHEN k % 500 = 27 THEN 'IGNORED'
       WHEN n % 5003 = 37 THEN 'NEEDS_REVIEW' WHEN n % 20011 = 47 THEN 'RECEIVED' ELSE 'APPLIED' END, history_id('payment' || n), at, at
   FROM numbered CROSS JOIN LATERAL (
     SELECT CASE WHEN n % 2003 = 57 THEN 'FORGED' WHEN n % 9001 = 67 THEN 'UNREADABLE' ELSE 'GENUINE' END AS verdict) v
   WHERE method <> 'cash' AND day < ${WEBHOOK_DAYS} ORDER BY n`,
  `WITH ${NUMBERED}
   INSERT INTO shipments (id, outlet_id, order_id, customer_id, state, steps, followed, failures, anonymise, created_at, updated_at)
   SELECT sorted_id, outlet_id, id, customer_id,
     CASE WHEN n > $3::int - 2000 THEN (ARRAY['PENDING', 'POSTED', 'IN_TRANSIT', 'OUT_FOR_DELIVERY'])[1 + n % 4]
          WHEN n % 701 = 0 THEN 'FAILED' WHEN n % 503 = 0 THEN 'RETURNED' WHEN n % 307 = 0 THEN 'CANCELLED' ELSE 'DELIVERED' END,
     '[]', false, 0, false, at, at
   FROM numbered WHERE k % 10 = 9 ORDER BY n`,
  `WITH ${NUMBERED}
   INSERT INTO fiscal_documents (outlet_id, id, order_id, model, status, reference, provider, environment, cnpj, links, faults, total,
     taken, cancel_wanted, files_kept, cancellation_kept, step, tries, version, created_at, updated_at)
   SELECT outlet_id, sorted_id, id, CASE WHEN k % 50 = 1 THEN 'NFE' ELSE 'NFCE' END,
     CASE WHEN n % 997 = 0 THEN (ARRAY['PENDING', 'BLOCKED', 'PROCESSING', 'REJECTED', 'DENIED', 'FAILED', 'CANCELLING', 'CANCEL_REFUSED', 'WITHDRAWN'])[1 + n / 997 % 9]
          WHEN k % 200 = 11 THEN 'CANCELLED' ELSE 'AUTHORIZED' END,
     md5('ref' || n), 'mock', 'HOMOLOGACAO', '11222333000181', '{}', '[]', 60000, true, false, true, false, 1, 1, 1, at, at
   FROM numbered WHERE k % 10 = 1 ORDER BY n`,
  `WITH ${NUMBERED}
   INSERT INTO events (id, type, outlet_id, payload, occurred_at)
   SELECT gen_random_uuid(), 'LOW_STOCK', outlet_id, jsonb_build_object('product_id', p.id, 'stock', 1, 'threshold', 20), at
   FROM numbered o JOIN history_products p ON p.n = o.k % 200 WHERE day < ${LOGGED_DAYS} ORDER BY o.n`,
] as const;

/** What the worker counts as orders are paid. `rebuild-reports` makes the same of them, and takes its time over it. */
export const ROLL_UP = [
  `INSERT INTO report_sales (outlet_id, business_date, hour, currency, orders_count, items_count, gross_sales, discounts, service_charge,
     tax, shipping, rounding, billed, refunds_count, refunds)
   SELECT outlet_id, business_date, extract(hour FROM created_at AT TIME ZONE 'Asia/Jakarta')::smallint, currency, count(*), 3 * count(*),
     sum(subtotal), 0, 0, 0, 0, 0, sum(total_amount), count(*) FILTER (WHERE refunded_amount > 0), sum(refunded_amount)
   FROM orders WHERE paid_amount = total_amount GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
  `INSERT INTO report_product_sales (outlet_id, business_date, product_id, currency, items_count, gross_sales, discounts, service_charge,
     tax, billed)
   SELECT o.outlet_id, o.business_date, i.product_id, o.currency, sum(i.quantity), sum(i.subtotal), 0, 0, 0, sum(i.total)
   FROM orders o JOIN order_items i ON i.outlet_id = o.outlet_id AND i.order_id = o.id
   WHERE o.paid_amount = o.total_amount AND o.status <> 'VOIDED' GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
  `INSERT INTO report_payments (outlet_id, business_date, method, cashier_id, currency, payments_count, taken, rounding, refunds_count, refunds)
   SELECT p.outlet_id, (p.created_at AT TIME ZONE 'Asia/Jakarta')::date, p.method, s.user_id, p.currency, count(*), sum(p.amount), 0, 0, 0
   FROM payments p LEFT JOIN shifts s ON s.outlet_id = p.outlet_id AND s.id = p.shift_id
   WHERE p.status = 'PAID' GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`,
] as const;
