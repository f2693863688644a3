import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lines of a drawer's ledger for tips: in cash, beside the line of their payment, and paid out to somebody. The words CORRECTION (a payment that was
 * recorded by the wrong method) and NO_SALE are allowed, so that whoever writes them later need not lock the ledger again.
 */
export class ShiftsTipsInTheDrawer1796360007000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE cash_movements DROP CONSTRAINT IF EXISTS cash_movements_sign');
    await runner.query(`
      ALTER TABLE cash_movements ADD CONSTRAINT cash_movements_sign CHECK (
        CASE type
          WHEN 'FLOAT' THEN amount >= 0
          WHEN 'SALE' THEN amount > 0
          WHEN 'PAY_IN' THEN amount > 0
          WHEN 'REFUND' THEN amount < 0
          WHEN 'PAY_OUT' THEN amount < 0
          WHEN 'DROP' THEN amount < 0
          WHEN 'TIP' THEN amount <> 0
          WHEN 'CORRECTION' THEN amount <> 0
          WHEN 'TIP_OUT' THEN amount < 0
          WHEN 'NO_SALE' THEN amount = 0
          ELSE false
        END
      ) NOT VALID`);
    await runner.query('ALTER TABLE cash_movements VALIDATE CONSTRAINT cash_movements_sign');
    await runner.query('ALTER TABLE cash_movements DROP CONSTRAINT IF EXISTS cash_movements_cause');
    await runner.query(`
      ALTER TABLE cash_movements ADD CONSTRAINT cash_movements_cause CHECK (
        CASE type
          WHEN 'SALE' THEN payment_id IS NOT NULL AND refund_id IS NULL
          WHEN 'REFUND' THEN payment_id IS NOT NULL AND refund_id IS NOT NULL
          WHEN 'TIP' THEN payment_id IS NOT NULL
          WHEN 'CORRECTION' THEN payment_id IS NOT NULL AND refund_id IS NULL AND reason IS NOT NULL
          WHEN 'TIP_OUT' THEN num_nonnulls(payment_id, refund_id) = 0 AND paid_to IS NOT NULL
          WHEN 'FLOAT' THEN num_nonnulls(payment_id, refund_id) = 0
          ELSE num_nonnulls(payment_id, refund_id) = 0 AND reason IS NOT NULL
        END
      ) NOT VALID`);
    await runner.query('ALTER TABLE cash_movements VALIDATE CONSTRAINT cash_movements_cause');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE cash_movements DROP CONSTRAINT IF EXISTS cash_movements_sign');
    await runner.query('ALTER TABLE cash_movements DROP CONSTRAINT IF EXISTS cash_movements_cause');
    await runner.query(`
      ALTER TABLE cash_movements
        ADD CONSTRAINT cash_movements_sign CHECK (
          CASE type
            WHEN 'FLOAT' THEN amount >= 0
            WHEN 'SALE' THEN amount > 0
            WHEN 'PAY_IN' THEN amount > 0
            WHEN 'REFUND' THEN amount < 0
            WHEN 'PAY_OUT' THEN amount < 0
            WHEN 'DROP' THEN amount < 0
            ELSE false
          END
        ) NOT VALID,
        ADD CONSTRAINT cash_movements_cause CHECK (
          CASE type
            WHEN 'SALE' THEN payment_id IS NOT NULL AND refund_id IS NULL
            WHEN 'REFUND' THEN payment_id IS NOT NULL AND refund_id IS NOT NULL
            WHEN 'FLOAT' THEN num_nonnulls(payment_id, refund_id) = 0
            ELSE num_nonnulls(payment_id, refund_id) = 0 AND reason IS NOT NULL
          END
        ) NOT VALID`);
  }
}
