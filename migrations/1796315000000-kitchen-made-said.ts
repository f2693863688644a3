import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a row of the view is, where whoever reads the migrations looks for it. */
export class KitchenMadeSaid1796315000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `COMMENT ON VIEW kitchen_made IS 'A row a line that a station was asked for: its times since then. Those whose ticket left the screens are found by ticket_fired_at, the others by asked_at.'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `COMMENT ON VIEW kitchen_made IS 'A row a line that a station was asked for: its times since then, and whether its ticket left the screens (by ticket_fired_at) or not (by asked_at)'`,
    );
  }
}
