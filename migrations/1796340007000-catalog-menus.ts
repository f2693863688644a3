import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Menus: what is sold at some hours, in some outlets, through some channels alone. */
export class CatalogMenus1796340007000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- menus: what is in one that is active is sold only while one that it is in runs. outlet_ids, channels, schedule_id: null for every one.
      CREATE TABLE menus (
        id           uuid        PRIMARY KEY,
        name         text        NOT NULL CHECK (name <> ''),
        outlet_ids   uuid[],
        channels     text[],
        schedule_id  uuid,
        category_ids uuid[]      NOT NULL,
        product_ids  uuid[]      NOT NULL,
        active       boolean     NOT NULL,
        version      integer     NOT NULL,
        created_at   timestamptz NOT NULL,
        updated_at   timestamptz NOT NULL,
        deleted_at   timestamptz
      );
      CREATE INDEX menus_in_order ON menus (name, id) WHERE deleted_at IS NULL;

      -- category_within: whether a category is one of these, or below one of them. Four levels are the most there are.
      CREATE FUNCTION category_within(category uuid, roots uuid[]) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT category = ANY (roots) OR EXISTS (
          SELECT FROM categories c
          LEFT JOIN categories above ON above.id = c.parent_id
          LEFT JOIN categories top ON top.id = above.parent_id
          WHERE c.id = category AND (c.parent_id = ANY (roots) OR above.parent_id = ANY (roots) OR top.parent_id = ANY (roots)))
      $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION category_within; DROP TABLE menus`);
  }
}
