import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The outlets and their settings. */
export class Outlets1795910402000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- outlets: a shop, with its currency, taxes and rules. Rates are hundredths of a percent.
      CREATE TABLE outlets (
        id                    uuid        PRIMARY KEY,
        name                  text        NOT NULL CHECK (name <> ''),
        country               text        NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
        currency              text        NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        locale                text        NOT NULL CHECK (locale IN ('en', 'id', 'pt-BR')),
        time_zone             text        NOT NULL,
        business_day_cutoff   text        NOT NULL CHECK (business_day_cutoff ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
        tax_rate              integer     NOT NULL CHECK (tax_rate BETWEEN 0 AND 10000),
        tax_inclusive         boolean     NOT NULL,
        service_charge_rate   integer     NOT NULL CHECK (service_charge_rate BETWEEN 0 AND 10000),
        cash_rounding         bigint      NOT NULL CHECK (cash_rounding >= 1),
        order_prefix          text        NOT NULL CHECK (order_prefix ~ '^[A-Z0-9]{1,8}$'),
        cash_difference_limit bigint      NOT NULL CHECK (cash_difference_limit >= 0),
        payment_methods       text[]      NOT NULL CHECK (cardinality(payment_methods) > 0),
        address               text,
        phone                 text,
        tax_number            text,
        version               integer     NOT NULL DEFAULT 1,
        created_at            timestamptz NOT NULL,
        updated_at            timestamptz NOT NULL,
        deleted_at            timestamptz,
        -- How far the outlet trusts people who order and have not paid.
        fire_on               text        NOT NULL DEFAULT 'PAID' CHECK (fire_on IN ('PAID', 'PLACED', 'ACCEPTED')),
        max_unpaid_orders     integer     NOT NULL DEFAULT 3 CHECK (max_unpaid_orders >= 1),
        max_pieces_per_line   integer     NOT NULL DEFAULT 99 CHECK (max_pieces_per_line >= 1),
        max_pieces_per_order  integer     NOT NULL DEFAULT 200 CHECK (max_pieces_per_order >= 1),
        held_stock_percent    integer     NOT NULL DEFAULT 50 CHECK (held_stock_percent BETWEEN 1 AND 100),
        -- The types of order that pay the service charge.
        service_charge_types  text[]      NOT NULL DEFAULT '{DINE_IN,TAKEAWAY,DELIVERY,ONLINE}'
          CHECK (service_charge_types <@ '{DINE_IN,TAKEAWAY,DELIVERY,ONLINE}'::text[])
      );
      -- No two outlets number their orders with one prefix, not even after one is deleted.
      CREATE UNIQUE INDEX outlets_prefix_once ON outlets (order_prefix);

      CREATE VIEW outlets_branches AS
        SELECT id, name, time_zone, business_day_cutoff, deleted_at IS NULL AS is_open FROM outlets;
      COMMENT ON VIEW outlets_branches IS 'Every outlet there was, and the clock that its days of business go by. is_open: not deleted.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW outlets_branches; DROP TABLE outlets');
  }
}
