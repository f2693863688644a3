import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A customer may be a company: its CNPJ and its state registration go on invoices. */
export class IdentityCompanies1763805200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE users
        ADD COLUMN cnpj text CHECK (cnpj ~ '^[0-9A-Z]{12}[0-9]{2}$'),
        ADD COLUMN state_registration text CHECK (state_registration ~ '^([0-9]{2,14}|ISENTO)$');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE users DROP COLUMN state_registration, DROP COLUMN cnpj');
  }
}
