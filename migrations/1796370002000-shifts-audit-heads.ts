import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the Zs say of the chain over the audit log, so that a tail that was cut off shows. */
export class ShiftsAuditHeads1796370002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE VIEW shifts_audit_heads AS
        SELECT outlet_id, number, (body #>> '{audit_head,n}')::bigint AS n, body #>> '{audit_head,hash}' AS hash
        FROM shift_reports WHERE body ? 'audit_head';
      COMMENT ON VIEW shifts_audit_heads IS 'A row a Z that was made since the audit log is sealed: the number and the hash of its outlet''s last seal at that moment.'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP VIEW shifts_audit_heads`);
  }
}
