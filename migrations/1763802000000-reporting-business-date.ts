import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The day that an instant's business belongs to: the outlet's wall clock is compared with its cutoff, whatever the clocks did that night.
 * Rollups that were made before keep the days they were given until `npm run rebuild-reports`.
 */
export class ReportingBusinessDate1763802000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION business_date(instant timestamptz, time_zone text, cutoff text) RETURNS date
      LANGUAGE sql STABLE PARALLEL SAFE
      RETURN ((instant AT TIME ZONE time_zone) - cutoff::interval)::date;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION business_date(timestamptz, text, text)');
  }
}
