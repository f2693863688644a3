import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * No two outlets number their orders with one prefix. Of those that did, the oldest keeps it and the others count on with a number after
 * it (KOP, KOP2, …); orders that were placed keep theirs.
 */
export class OutletsOnePrefix1763805100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$
      DECLARE
        twin record;
        number integer;
      BEGIN
        FOR twin IN
          SELECT id, order_prefix FROM (
            SELECT id, order_prefix, created_at,
              row_number() OVER (PARTITION BY order_prefix ORDER BY deleted_at IS NOT NULL, created_at, id) AS place
            FROM outlets
          ) AS placed WHERE place > 1 ORDER BY created_at, id
        LOOP
          number := 2;
          WHILE EXISTS (SELECT 1 FROM outlets WHERE order_prefix = left(twin.order_prefix, 8 - length(number::text)) || number) LOOP
            number := number + 1;
          END LOOP;
          UPDATE outlets SET order_prefix = left(twin.order_prefix, 8 - length(number::text)) || number, version = version + 1
          WHERE id = twin.id;
        END LOOP;
      END $$;
      CREATE UNIQUE INDEX outlets_prefix_once ON outlets (order_prefix);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX outlets_prefix_once');
  }
}
