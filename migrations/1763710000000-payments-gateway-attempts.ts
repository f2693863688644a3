import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PaymentsGatewayAttempts1763710000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE payments
        ADD COLUMN gateway text CHECK (gateway IN ('midtrans', 'propay', 'openpix', 'stripe')),
        ADD COLUMN reference text,
        -- What the payer's screen needs; never a client secret.
        ADD COLUMN presentation jsonb,
        ADD COLUMN expires_at timestamptz,
        ADD COLUMN paid_at timestamptz,
        -- How much of what was captured counts for the bill; the rest is surplus, and goes back first.
        ADD COLUMN applied_amount bigint NOT NULL DEFAULT 0,
        -- Refunds that are under way: reserved, not yet given back.
        ADD COLUMN refund_pending bigint NOT NULL DEFAULT 0,
        -- It is no longer wanted: it is being cancelled at its gateway, and what is paid all the same goes back.
        ADD COLUMN given_up_at timestamptz,
        -- One process at a time opens the charge at the gateway.
        ADD COLUMN calling_until timestamptz,
        -- Why a person must look.
        ADD COLUMN review text,
        ADD CONSTRAINT payments_refunds_fit CHECK (refund_pending >= 0 AND refunded_amount + refund_pending <= amount),
        ADD CONSTRAINT payments_applied_fits CHECK (applied_amount BETWEEN 0 AND amount),
        ADD CONSTRAINT payments_secrets_are_not_kept CHECK (NOT coalesce(presentation ? 'clientSecret', false));
      UPDATE payments SET applied_amount = amount, paid_at = created_at
        WHERE status IN ('PAID', 'PARTIALLY_REFUNDED', 'REFUNDED');
      CREATE UNIQUE INDEX payments_one_live_intent ON payments (outlet_id, order_id, method, amount)
        WHERE status IN ('PENDING', 'AUTHORIZED', 'UNKNOWN') AND given_up_at IS NULL;
      CREATE UNIQUE INDEX payments_by_reference ON payments (gateway, reference) WHERE reference IS NOT NULL;
      CREATE INDEX payments_to_review ON payments (outlet_id, created_at DESC) WHERE review IS NOT NULL;

      ALTER TABLE refunds
        ADD COLUMN status text NOT NULL DEFAULT 'DONE' CHECK (status IN ('PENDING', 'DONE', 'FAILED', 'UNKNOWN')),
        ADD COLUMN reference text,
        ADD COLUMN failure text,
        ADD COLUMN settled_at timestamptz;
      UPDATE refunds SET settled_at = created_at;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE refunds DROP COLUMN status, DROP COLUMN reference, DROP COLUMN failure, DROP COLUMN settled_at;
      ALTER TABLE payments DROP COLUMN gateway, DROP COLUMN reference, DROP COLUMN presentation, DROP COLUMN expires_at,
        DROP COLUMN paid_at, DROP COLUMN applied_amount, DROP COLUMN refund_pending, DROP COLUMN given_up_at,
        DROP COLUMN calling_until, DROP COLUMN review;
    `);
  }
}
