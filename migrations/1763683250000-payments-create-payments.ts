import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PaymentsCreatePayments1763683250000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE payments (
        outlet_id uuid NOT NULL,
        id uuid NOT NULL,
        order_id uuid NOT NULL,
        order_label text NOT NULL,
        session_id uuid,
        customer_id uuid,
        shift_id uuid,
        method text NOT NULL,
        status text NOT NULL CHECK (status IN
          ('PENDING', 'AUTHORIZED', 'PAID', 'FAILED', 'EXPIRED', 'CANCELLED', 'UNKNOWN', 'PARTIALLY_REFUNDED', 'REFUNDED')),
        amount bigint NOT NULL CHECK (amount >= 0),
        rounding bigint NOT NULL DEFAULT 0,
        refunded_amount bigint NOT NULL DEFAULT 0,
        currency text NOT NULL,
        tendered bigint,
        change bigint CHECK (change >= 0),
        created_by_kind text NOT NULL,
        created_by uuid,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (outlet_id, id),
        CONSTRAINT payments_id_is_taken_once UNIQUE (id),
        CONSTRAINT payments_are_never_refunded_twice CHECK (refunded_amount BETWEEN 0 AND amount),
        CONSTRAINT payments_change_adds_up CHECK (tendered IS NULL OR change = tendered - amount)
      );
      CREATE INDEX payments_by_order ON payments (outlet_id, order_id, id);
      CREATE INDEX payments_by_shift ON payments (outlet_id, shift_id) WHERE shift_id IS NOT NULL;
      CREATE INDEX payments_by_outlet ON payments (outlet_id, created_at DESC, id DESC);

      CREATE TABLE refunds (
        outlet_id uuid NOT NULL,
        id uuid NOT NULL,
        payment_id uuid NOT NULL,
        order_id uuid NOT NULL,
        shift_id uuid,
        method text NOT NULL,
        amount bigint NOT NULL CHECK (amount > 0),
        reason text NOT NULL,
        created_by_kind text NOT NULL,
        created_by uuid,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (outlet_id, id),
        FOREIGN KEY (outlet_id, payment_id) REFERENCES payments (outlet_id, id)
      );
      CREATE INDEX refunds_by_payment ON refunds (outlet_id, payment_id);
      CREATE INDEX refunds_by_shift ON refunds (outlet_id, shift_id) WHERE shift_id IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE refunds, payments');
  }
}
