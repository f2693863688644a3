import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Several people on one drawer, and the drawer that is opened without a sale. */
export class ShiftsMembers1796371000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- shift_members: people who take cash into a colleague's drawer, from when to when. A close ends all that are left.
      CREATE TABLE shift_members (
        outlet_id uuid        NOT NULL,
        shift_id  uuid        NOT NULL,
        user_id   uuid        NOT NULL,
        joined_at timestamptz NOT NULL,
        joined_by uuid        NOT NULL,
        left_at   timestamptz,
        left_by   uuid,
        PRIMARY KEY (outlet_id, shift_id, user_id, joined_at),
        FOREIGN KEY (outlet_id, shift_id) REFERENCES shifts (outlet_id, id),
        CONSTRAINT shift_members_left_by_somebody CHECK ((left_at IS NULL) = (left_by IS NULL))
      );
      CREATE UNIQUE INDEX shift_members_one_shift ON shift_members (outlet_id, user_id) WHERE left_at IS NULL;
      CREATE INDEX shift_members_by_person ON shift_members (user_id) WHERE left_at IS NULL;

      -- drawer_openings: a drawer that was opened without a sale. No cash moves, so they are not in its ledger.
      CREATE TABLE drawer_openings (
        outlet_id   uuid        NOT NULL,
        id          uuid        NOT NULL,
        shift_id    uuid        NOT NULL,
        reason      text        NOT NULL,
        created_by  uuid        NOT NULL,
        occurred_at timestamptz NOT NULL,
        PRIMARY KEY (outlet_id, id),
        FOREIGN KEY (outlet_id, shift_id) REFERENCES shifts (outlet_id, id)
      );
      CREATE INDEX drawer_openings_by_shift ON drawer_openings (outlet_id, shift_id, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE shift_members, drawer_openings');
  }
}
