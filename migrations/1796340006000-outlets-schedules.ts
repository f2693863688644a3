import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Hours by the clock on an outlet's wall, with a name: breakfast, happy hour. */
export class OutletsSchedules1796340006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- schedules: of one outlet, or (without one) of all. rules: { windows: [{ days, from, to }], starts_on, ends_on, except }.
      CREATE TABLE schedules (
        id         uuid        PRIMARY KEY,
        outlet_id  uuid,
        name       text        NOT NULL CHECK (name <> ''),
        rules      jsonb       NOT NULL,
        version    integer     NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        deleted_at timestamptz
      );
      CREATE INDEX schedules_in_order ON schedules (name, id) WHERE deleted_at IS NULL;

      CREATE VIEW outlets_schedules AS SELECT id, outlet_id, name, rules FROM schedules WHERE deleted_at IS NULL;
      COMMENT ON VIEW outlets_schedules IS 'Every schedule that there is, with its hours: rules is { windows: [{ days, from, to }], starts_on, ends_on, except }.'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP VIEW outlets_schedules; DROP TABLE schedules`);
  }
}
