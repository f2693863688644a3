import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who took and gave back the money of a shift. */
export class PaymentsTakers1796371002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE VIEW payments_takers AS
        SELECT outlet_id, id, shift_id, method, amount,
               status IN ('PAID', 'PARTIALLY_REFUNDED', 'REFUNDED') AS is_captured,
               created_by AS taken_by
        FROM payments WHERE created_by_kind = 'user';
      COMMENT ON VIEW payments_takers IS 'A row a payment that a user made, whatever became of it: who, into which shift. is_captured as in payments_money.';

      CREATE VIEW payments_givers AS
        SELECT outlet_id, id, shift_id, method, amount, created_by AS given_by FROM refunds WHERE created_by_kind = 'user';
      COMMENT ON VIEW payments_givers IS 'A row a refund that a user gave: who, out of which shift.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW payments_takers, payments_givers');
  }
}
