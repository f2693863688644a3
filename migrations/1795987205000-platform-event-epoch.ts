import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which history of the database this is, as a function: some providers do not let anybody ask for the WAL's position. */
export class PlatformEventEpoch1795987205000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- event_epoch: the timeline of the server, eight hexadecimal digits, which each promotion raises; zeros where the server does not
      -- tell. Then a promotion is known by a log that is shorter than what was told, and not otherwise.
      DO $body$
      BEGIN
        EXECUTE $sql$
          CREATE FUNCTION event_epoch() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
          AS 'SELECT left(pg_walfile_name(pg_current_wal_lsn()), 8)'
        $sql$;
        PERFORM event_epoch();
      EXCEPTION WHEN insufficient_privilege OR feature_not_supported OR undefined_function THEN
        EXECUTE $sql$
          CREATE OR REPLACE FUNCTION event_epoch() RETURNS text LANGUAGE sql STABLE AS $$SELECT '00000000'$$
        $sql$;
      END $body$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION event_epoch()');
  }
}
