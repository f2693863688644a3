import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Payments and refunds. */
export class Payments1795910408000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- payments: money for an order, in cash or through a gateway.
      CREATE TABLE payments (
        outlet_id       uuid        NOT NULL,
        id              uuid        NOT NULL,
        order_id        uuid        NOT NULL,
        order_label     text        NOT NULL,
        session_id      uuid,
        customer_id     uuid,
        shift_id        uuid,
        method          text        NOT NULL,
        status          text        NOT NULL CHECK (status IN
          ('PENDING', 'AUTHORIZED', 'PAID', 'FAILED', 'EXPIRED', 'CANCELLED', 'UNKNOWN', 'PARTIALLY_REFUNDED', 'REFUNDED')),
        amount          bigint      NOT NULL CHECK (amount >= 0),
        rounding        bigint      NOT NULL DEFAULT 0,
        refunded_amount bigint      NOT NULL DEFAULT 0,
        currency        text        NOT NULL,
        tendered        bigint,
        change          bigint      CHECK (change >= 0),
        created_by_kind text        NOT NULL,
        created_by      uuid,
        created_at      timestamptz NOT NULL DEFAULT now(),
        gateway         text        CHECK (gateway IN ('midtrans', 'propay', 'openpix', 'stripe')),
        reference       text,
        -- What the payer's screen needs; never a client secret.
        presentation    jsonb,
        expires_at      timestamptz,
        paid_at         timestamptz,
        -- How much of what was captured counts for the bill; the rest is surplus, and goes back first.
        applied_amount  bigint      NOT NULL DEFAULT 0,
        -- Refunds that are under way: reserved, not yet given back.
        refund_pending  bigint      NOT NULL DEFAULT 0,
        -- Set when it is no longer wanted: its gateway cancels it, and what is paid all the same goes back.
        given_up_at     timestamptz,
        -- One process at a time opens the charge at the gateway.
        calling_until   timestamptz,
        -- Why a person must look.
        review          text,
        PRIMARY KEY (outlet_id, id),
        CONSTRAINT payments_id_is_taken_once UNIQUE (id),
        CONSTRAINT payments_are_never_refunded_twice CHECK (refunded_amount BETWEEN 0 AND amount),
        CONSTRAINT payments_change_adds_up CHECK (tendered IS NULL OR change = tendered - amount),
        CONSTRAINT payments_refunds_fit CHECK (refund_pending >= 0 AND refunded_amount + refund_pending <= amount),
        CONSTRAINT payments_applied_fits CHECK (applied_amount BETWEEN 0 AND amount),
        CONSTRAINT payments_secrets_are_not_kept CHECK (NOT coalesce(presentation ? 'clientSecret', false))
      );
      CREATE INDEX payments_by_order ON payments (outlet_id, order_id, id);
      CREATE INDEX payments_by_shift ON payments (outlet_id, shift_id) WHERE shift_id IS NOT NULL;
      CREATE INDEX payments_by_outlet ON payments (outlet_id, created_at DESC, id DESC);
      CREATE UNIQUE INDEX payments_one_live_intent ON payments (outlet_id, order_id, method, amount)
        WHERE status IN ('PENDING', 'AUTHORIZED', 'UNKNOWN') AND given_up_at IS NULL;
      CREATE UNIQUE INDEX payments_by_reference ON payments (gateway, reference) WHERE reference IS NOT NULL;
      CREATE INDEX payments_to_review ON payments (outlet_id, created_at DESC) WHERE review IS NOT NULL;

      -- refunds: money that goes back to the payer of a payment.
      CREATE TABLE refunds (
        outlet_id       uuid        NOT NULL,
        id              uuid        NOT NULL,
        payment_id      uuid        NOT NULL,
        order_id        uuid        NOT NULL,
        shift_id        uuid,
        method          text        NOT NULL,
        amount          bigint      NOT NULL CHECK (amount > 0),
        reason          text        NOT NULL,
        created_by_kind text        NOT NULL,
        created_by      uuid,
        created_at      timestamptz NOT NULL DEFAULT now(),
        status          text        NOT NULL DEFAULT 'DONE' CHECK (status IN ('PENDING', 'DONE', 'FAILED', 'UNKNOWN')),
        reference       text,
        failure         text,
        settled_at      timestamptz,
        -- What was given back, of a refund that was asked for by lines.
        pieces          jsonb,
        -- Cash that is given back is a multiple of the smallest coin: what that added to the amount that was asked for.
        rounding        bigint      NOT NULL DEFAULT 0,
        PRIMARY KEY (outlet_id, id),
        FOREIGN KEY (outlet_id, payment_id) REFERENCES payments (outlet_id, id)
      );
      CREATE INDEX refunds_by_payment ON refunds (outlet_id, payment_id);
      CREATE INDEX refunds_by_shift ON refunds (outlet_id, shift_id) WHERE shift_id IS NOT NULL;
      CREATE INDEX refunds_by_lines ON refunds (outlet_id, order_id) WHERE pieces IS NOT NULL;

      -- What other modules read in the place of the tables. Each is a plain SELECT, which the planner merges into the
      -- statement that reads it.
      CREATE VIEW payments_money AS
        SELECT outlet_id, id, order_id, shift_id, method, currency, amount, rounding, refunded_amount,
               status IN ('PAID', 'PARTIALLY_REFUNDED', 'REFUNDED') AS is_captured,
               coalesce(paid_at, created_at) AS taken_at
        FROM payments;
      COMMENT ON VIEW payments_money IS 'A row a payment, whatever became of it; amounts are in the smallest unit of its currency. is_captured: the money came, at taken_at, even if some or all of it went back (refunded_amount). rounding: what rounding to the smallest coin added to amount.';

      CREATE VIEW payments_refunds AS
        SELECT outlet_id, id, payment_id, shift_id, method, amount, pieces, status = 'DONE' AS is_done,
               coalesce(settled_at, created_at) AS given_at
        FROM refunds;
      COMMENT ON VIEW payments_refunds IS 'A row a refund of a payment, in the currency of that. is_done: the money is back, since given_at. shift_id: the drawer that cash came out of. pieces: [{"lineId", "quantity"}] of a refund that was asked for by lines of the bill.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW payments_refunds, payments_money; DROP TABLE refunds, payments');
  }
}
