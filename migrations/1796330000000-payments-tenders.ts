import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ways to pay that no gateway stands behind: a card terminal of the bank's, a printed QR code, a transfer, a voucher. */
export class PaymentsTenders1796330000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE tenders (
        outlet_id          uuid        NOT NULL,
        id                 uuid        NOT NULL,
        name               text        NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
        method             text        NOT NULL CHECK (method IN ('card_terminal', 'static_qr', 'bank_transfer', 'voucher', 'other')),
        requires_reference boolean     NOT NULL,
        requires_last4     boolean     NOT NULL,
        opens_drawer       boolean     NOT NULL,
        -- Its slips lie in the drawer: their sum is declared when the drawer is counted.
        counts_in_drawer   boolean     NOT NULL,
        -- LATER: the money has to be seen before it counts.
        confirm            text        NOT NULL CHECK (confirm IN ('NOW', 'LATER')),
        needs_shift        boolean     NOT NULL,
        refundable         boolean     NOT NULL,
        -- A declaration that is off by more needs an approval. Null: by nothing at all.
        difference_limit   bigint      CHECK (difference_limit >= 0),
        -- Of the table tPag of Brazilian invoices.
        fiscal_code        text        CHECK (fiscal_code ~ '^[0-9]{2}$'),
        instructions       text        CHECK (length(instructions) <= 500),
        position           integer     NOT NULL,
        active             boolean     NOT NULL,
        version            integer     NOT NULL DEFAULT 1,
        created_at         timestamptz NOT NULL,
        updated_at         timestamptz NOT NULL,
        -- It is kept for what was paid by it.
        deleted_at         timestamptz,
        PRIMARY KEY (outlet_id, id)
      );
      CREATE UNIQUE INDEX tenders_one_a_name ON tenders (outlet_id, lower(name)) WHERE deleted_at IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE tenders');
  }
}
