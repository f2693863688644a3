import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OutletsCreateOutlets1763683205000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE outlets (
        id uuid PRIMARY KEY,
        name text NOT NULL CHECK (name <> ''),
        country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
        currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        locale text NOT NULL CHECK (locale IN ('en', 'id', 'pt-BR')),
        time_zone text NOT NULL,
        business_day_cutoff text NOT NULL CHECK (business_day_cutoff ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
        -- Rates in hundredths of a percent.
        tax_rate integer NOT NULL CHECK (tax_rate BETWEEN 0 AND 10000),
        tax_inclusive boolean NOT NULL,
        service_charge_rate integer NOT NULL CHECK (service_charge_rate BETWEEN 0 AND 10000),
        cash_rounding bigint NOT NULL CHECK (cash_rounding >= 1),
        order_prefix text NOT NULL CHECK (order_prefix ~ '^[A-Z0-9]{1,8}$'),
        cash_difference_limit bigint NOT NULL CHECK (cash_difference_limit >= 0),
        payment_methods text[] NOT NULL CHECK (cardinality(payment_methods) > 0),
        address text,
        phone text,
        tax_number text,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        deleted_at timestamptz
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE outlets');
  }
}
