import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Working days that a parcel's quote promised; unknown for those that were booked before. */
export class ShippingPromisedDays1763808002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE shipments ADD COLUMN days integer');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE shipments DROP COLUMN days');
  }
}
