import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Floors, where tables are drawn on them, and which tables can be put together. */
export class TablesFloors1796431000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE floors (
        id         uuid        PRIMARY KEY,
        outlet_id  uuid        NOT NULL REFERENCES outlets (id),
        name       text        NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
        position   integer     NOT NULL,
        width      integer     NOT NULL CHECK (width BETWEEN 1 AND 10000),
        height     integer     NOT NULL CHECK (height BETWEEN 1 AND 10000),
        version    integer     NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX floors_name ON floors (outlet_id, lower(name));

      -- A table is on one floor at most.
      CREATE TABLE table_spots (
        table_id  uuid    PRIMARY KEY REFERENCES dining_tables (id),
        outlet_id uuid    NOT NULL,
        floor_id  uuid    NOT NULL REFERENCES floors (id) ON DELETE CASCADE,
        x         integer NOT NULL CHECK (x >= 0),
        y         integer NOT NULL CHECK (y >= 0),
        width     integer NOT NULL CHECK (width > 0),
        height    integer NOT NULL CHECK (height > 0),
        rotation  integer NOT NULL CHECK (rotation BETWEEN 0 AND 359),
        shape     text    NOT NULL CHECK (shape IN ('RECT', 'ROUND', 'BAR'))
      );
      CREATE INDEX table_spots_by_floor ON table_spots (floor_id);

      -- Two tables that a party can be seated at together, the smaller id first.
      CREATE TABLE table_pairs (
        floor_id   uuid NOT NULL REFERENCES floors (id) ON DELETE CASCADE,
        outlet_id  uuid NOT NULL,
        table_id   uuid NOT NULL REFERENCES table_spots (table_id) ON DELETE CASCADE,
        with_table uuid NOT NULL REFERENCES table_spots (table_id) ON DELETE CASCADE,
        PRIMARY KEY (table_id, with_table),
        CHECK (table_id < with_table)
      );
      CREATE INDEX table_pairs_by_floor ON table_pairs (floor_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE table_pairs; DROP TABLE table_spots; DROP TABLE floors');
  }
}
