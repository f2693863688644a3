import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Drawers with a name: the two tills of a counter. */
export class ShiftsNamedDrawers1796450000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- drawers: the places where cash is kept, as staff call them. An outlet may have none: then a shift is its cashier's alone.
      CREATE TABLE drawers (
        outlet_id  uuid        NOT NULL,
        id         uuid        NOT NULL,
        name       text        NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
        version    integer     NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        -- It is kept for the shifts that were on it.
        deleted_at timestamptz,
        PRIMARY KEY (outlet_id, id)
      );
      CREATE UNIQUE INDEX drawers_one_a_name ON drawers (outlet_id, lower(name)) WHERE deleted_at IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE drawers');
  }
}
