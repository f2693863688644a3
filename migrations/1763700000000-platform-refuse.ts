import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How a statement refuses. Writes that travel together with their commit cannot be looked at before it: one that must not be kept fails,
 * and all of them with it. The application reads the reason and the details off the error.
 */
export class PlatformRefuse1763700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION refuse(reason text, details jsonb DEFAULT '{}') RETURNS boolean LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION USING ERRCODE = 'CM409', MESSAGE = reason, DETAIL = details;
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION refuse');
  }
}
