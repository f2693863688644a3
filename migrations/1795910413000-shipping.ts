import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rates, quotes and parcels. */
export class Shipping1795910413000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- shipping_rates: an outlet's own prices, by range of postal codes and by weight.
      CREATE TABLE shipping_rates (
        id               uuid        PRIMARY KEY,
        outlet_id        uuid        NOT NULL,
        carrier          text        NOT NULL CHECK (carrier <> ''),
        service          text        NOT NULL CHECK (service <> ''),
        cep_from         text        NOT NULL CHECK (cep_from ~ '^[0-9]{8}$'),
        cep_to           text        NOT NULL CHECK (cep_to ~ '^[0-9]{8}$'),
        max_weight_grams integer     NOT NULL CHECK (max_weight_grams > 0),
        price            bigint      NOT NULL CHECK (price >= 0),
        days             integer     NOT NULL CHECK (days >= 0),
        version          integer     NOT NULL,
        created_at       timestamptz NOT NULL,
        updated_at       timestamptz NOT NULL,
        CONSTRAINT shipping_rates_range CHECK (cep_from <= cep_to),
        CONSTRAINT shipping_rates_once UNIQUE (outlet_id, carrier, service, cep_from, max_weight_grams)
      );

      -- shipping_quotes: a carrier's last good answer to each question: what is shown when it does not answer.
      CREATE TABLE shipping_quotes (
        outlet_id uuid        NOT NULL,
        provider  text        NOT NULL,
        from_cep  text        NOT NULL,
        zone      text        NOT NULL,
        box       text        NOT NULL,
        quotes    jsonb       NOT NULL,
        quoted_at timestamptz NOT NULL,
        PRIMARY KEY (outlet_id, provider, from_cep, zone, box)
      );
      CREATE INDEX shipping_quotes_by_age ON shipping_quotes (quoted_at);

      -- shipments: the parcel of an order, and where it is.
      CREATE TABLE shipments (
        id              uuid        PRIMARY KEY,
        outlet_id       uuid        NOT NULL,
        order_id        uuid        NOT NULL,
        customer_id     uuid,
        carrier         text,
        service         text,
        price           bigint      CHECK (price >= 0),
        currency        text,
        address         jsonb,
        tracking_number text        CHECK (tracking_number <> ''),
        state           text        NOT NULL CHECK (state IN
          ('PENDING', 'POSTED', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'FAILED', 'DELIVERED', 'RETURNED', 'CANCELLED')),
        -- [{ "state", "at" }], each state once, oldest first.
        steps           jsonb       NOT NULL,
        followed        boolean     NOT NULL,
        reference       text,
        next_check_at   timestamptz,
        checked_at      timestamptz,
        failures        integer     NOT NULL CHECK (failures >= 0),
        fault           text,
        -- True once the receiver has deleted their account: the address goes when the parcel has ended.
        anonymise       boolean     NOT NULL,
        shipped_at      timestamptz,
        created_at      timestamptz NOT NULL,
        updated_at      timestamptz NOT NULL,
        -- Working days that the quote promised; null when they are unknown.
        days            integer,
        CONSTRAINT shipments_one_an_order UNIQUE (order_id),
        CONSTRAINT shipments_number_once UNIQUE (tracking_number),
        CONSTRAINT shipments_sent_have_a_date CHECK (tracking_number IS NULL OR shipped_at IS NOT NULL)
      );
      CREATE INDEX shipments_by_outlet ON shipments (outlet_id, created_at DESC, id DESC);
      CREATE INDEX shipments_due ON shipments (next_check_at) WHERE next_check_at IS NOT NULL;
      CREATE INDEX shipments_by_customer ON shipments (customer_id, created_at DESC) WHERE customer_id IS NOT NULL;
      CREATE INDEX shipments_to_anonymise ON shipments (updated_at) WHERE anonymise AND address IS NOT NULL;

      CREATE VIEW shipping_parcels AS SELECT order_id FROM shipments;
      COMMENT ON VIEW shipping_parcels IS 'Which orders have a parcel, whatever became of it: one an order at most.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW shipping_parcels; DROP TABLE shipments, shipping_quotes, shipping_rates');
  }
}
