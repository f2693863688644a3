import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Outlets that are there keep their service charge on every order; a new one says on which, and is born with DINE_IN alone. */
export class OutletsServiceChargeTypes1763808000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE outlets ADD COLUMN service_charge_types text[] NOT NULL
        DEFAULT '{DINE_IN,TAKEAWAY,DELIVERY,ONLINE}'
        CHECK (service_charge_types <@ '{DINE_IN,TAKEAWAY,DELIVERY,ONLINE}'::text[]);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE outlets DROP COLUMN service_charge_types');
  }
}
