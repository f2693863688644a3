import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Fiscal documents of Brazil, and how they are numbered. */
export class Fiscal1795910414000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- fiscal_settings: how an outlet issues its documents.
      CREATE TABLE fiscal_settings (
        outlet_id           uuid    PRIMARY KEY,
        enabled             boolean NOT NULL,
        cnpj                text    CHECK (cnpj ~ '^[0-9A-Z]{12}[0-9]{2}$'),
        state_registration  text,
        regime              text    CHECK (regime IN ('SIMPLES', 'SIMPLES_EXCESS', 'NORMAL')),
        state               text    CHECK (state ~ '^[A-Z]{2}$'),
        company_id          text,
        numbering           text    NOT NULL CHECK (numbering IN ('OURS', 'PROVIDER')),
        nfe_series          integer NOT NULL CHECK (nfe_series BETWEEN 0 AND 999),
        nfce_series         integer NOT NULL CHECK (nfce_series BETWEEN 0 AND 999),
        default_cfop        text,
        icms_origin         text    NOT NULL,
        icms_code           text    NOT NULL,
        pis_code            text    NOT NULL,
        cofins_code         text    NOT NULL,
        nfe_cancel_hours    integer NOT NULL CHECK (nfe_cancel_hours > 0),
        nfce_cancel_minutes integer NOT NULL CHECK (nfce_cancel_minutes > 0),
        version             integer NOT NULL
      );

      -- fiscal_documents: the document of an order, and how far it is.
      CREATE TABLE fiscal_documents (
        outlet_id         uuid        NOT NULL,
        id                uuid        NOT NULL,
        order_id          uuid        NOT NULL,
        customer_id       uuid,
        model             text        NOT NULL CHECK (model IN ('NFE', 'NFCE')),
        status            text        NOT NULL CHECK (status IN
          ('PENDING', 'BLOCKED', 'PROCESSING', 'AUTHORIZED', 'REJECTED', 'DENIED', 'FAILED',
           'CANCELLING', 'CANCELLED', 'CANCEL_REFUSED', 'WITHDRAWN')),
        reference         text        NOT NULL,
        provider          text        NOT NULL,
        environment       text        NOT NULL CHECK (environment IN ('HOMOLOGACAO', 'PRODUCAO')),
        cnpj              text        NOT NULL,
        company_id        text,
        given_series      integer,
        given_number      bigint      CHECK (given_number > 0),
        series            bigint,
        number            bigint,
        access_key        text,
        protocol          text,
        links             jsonb       NOT NULL,
        code              text,
        reason            text,
        faults            jsonb       NOT NULL,
        total             bigint      NOT NULL,
        invoice           jsonb,
        taken             boolean     NOT NULL,
        cancel_wanted     boolean     NOT NULL,
        files_kept        boolean     NOT NULL,
        cancellation_kept boolean     NOT NULL,
        step              integer     NOT NULL,
        tries             integer     NOT NULL,
        version           integer     NOT NULL,
        created_at        timestamptz NOT NULL,
        updated_at        timestamptz NOT NULL,
        authorized_at     timestamptz,
        PRIMARY KEY (outlet_id, id),
        CONSTRAINT fiscal_documents_one_per_order UNIQUE (outlet_id, order_id),
        CONSTRAINT fiscal_documents_reference_is_taken_once UNIQUE (provider, reference),
        CONSTRAINT fiscal_documents_given_both_or_none CHECK ((given_series IS NULL) = (given_number IS NULL))
      );
      -- No two documents have one number of ours.
      CREATE UNIQUE INDEX fiscal_documents_number_is_given_once
        ON fiscal_documents (cnpj, environment, model, given_series, given_number) WHERE given_number IS NOT NULL;
      CREATE INDEX fiscal_documents_newest ON fiscal_documents (created_at DESC, id DESC);
      CREATE INDEX fiscal_documents_owed ON fiscal_documents (status, created_at DESC, id DESC)
        WHERE status NOT IN ('AUTHORIZED', 'CANCELLED', 'WITHDRAWN');
      CREATE INDEX fiscal_documents_by_customer ON fiscal_documents (customer_id) WHERE customer_id IS NOT NULL;
      CREATE INDEX fiscal_documents_by_age ON fiscal_documents (updated_at);

      -- fiscal_files: the files of a document, here and not in a store of files: both are backed up, and lost,
      -- together.
      CREATE TABLE fiscal_files (
        outlet_id   uuid        NOT NULL,
        document_id uuid        NOT NULL,
        kind        text        NOT NULL CHECK (kind IN ('XML', 'DANFE', 'CANCELLATION_XML')),
        media_type  text        NOT NULL,
        content     bytea       NOT NULL,
        created_at  timestamptz NOT NULL,
        PRIMARY KEY (outlet_id, document_id, kind),
        FOREIGN KEY (outlet_id, document_id) REFERENCES fiscal_documents (outlet_id, id) ON DELETE CASCADE
      );

      -- fiscal_series: the last number of a series. The row is locked while a number is given, so there are no gaps.
      -- The law counts by issuer, not by outlet.
      CREATE TABLE fiscal_series (
        cnpj        text    NOT NULL,
        environment text    NOT NULL,
        model       text    NOT NULL,
        series      integer NOT NULL,
        last_number bigint  NOT NULL CHECK (last_number >= 0),
        PRIMARY KEY (cnpj, environment, model, series)
      );

      -- fiscal_freed_numbers: numbers whose documents came to nothing: they are given again before a new one is.
      CREATE TABLE fiscal_freed_numbers (
        cnpj        text    NOT NULL,
        environment text    NOT NULL,
        model       text    NOT NULL,
        series      integer NOT NULL,
        number      bigint  NOT NULL,
        PRIMARY KEY (cnpj, environment, model, series, number)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE fiscal_freed_numbers, fiscal_series, fiscal_files, fiscal_documents, fiscal_settings',
    );
  }
}
