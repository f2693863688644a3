import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reasons that staff choose from when they void, give away, discount or change a price. */
export class OutletsReasons1796350000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE reasons (
        outlet_id    uuid        NOT NULL,
        id           uuid        NOT NULL,
        kind         text        NOT NULL CHECK (kind IN ('VOID', 'COMP', 'DISCOUNT', 'PRICE', 'REFUND', 'NO_SALE', 'WASTE', 'REOPEN')),
        label        text        NOT NULL CHECK (length(label) BETWEEN 1 AND 80),
        -- { "id": { "name": … }, … }
        translations jsonb,
        needs_note   boolean     NOT NULL,
        active       boolean     NOT NULL,
        version      integer     NOT NULL DEFAULT 1,
        created_at   timestamptz NOT NULL,
        updated_at   timestamptz NOT NULL,
        deleted_at   timestamptz,
        PRIMARY KEY (outlet_id, id)
      );
      CREATE UNIQUE INDEX reasons_one_a_label ON reasons (outlet_id, kind, lower(label)) WHERE deleted_at IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE reasons');
  }
}
