import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the kitchen publishes for reports: when lines came, were begun, ready and served, and which came back. */
export class KitchenMade1796313000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE VIEW kitchen_made AS
        SELECT l.outlet_id, l.id AS line_id, l.ticket_id, t.station, t.order_type, l.product_id, l.name, l.status = 'VOIDED' AS is_void,
          l.remade_from IS NOT NULL AS is_remade, t.closed_at IS NOT NULL AS is_closed, t.created_at AS asked_at, t.fired_at AS ticket_fired_at,
          l.fired_at, l.started_at, l.ready_at, l.served_at, t.late_at
        FROM kitchen_tickets t JOIN kitchen_lines l ON l.outlet_id = t.outlet_id AND l.ticket_id = t.id
        WHERE l.fired_at IS NOT NULL;
      COMMENT ON VIEW kitchen_made IS
        'A row a line that a station was asked for: its times since then, and whether its ticket left the screens (by ticket_fired_at) or not (by asked_at)';

      CREATE VIEW kitchen_recalls AS
        SELECT outlet_id, ticket_id, line_id, occurred_at FROM kitchen_moves WHERE act = 'RECALLED';
      COMMENT ON VIEW kitchen_recalls IS 'A row each time that a line came back to its station';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW kitchen_recalls; DROP VIEW kitchen_made;');
  }
}
