import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The chain over the audit log: a seal an entry, made after its commit. Entries that are there already are sealed as they stand. */
export class PlatformAuditSeals1796370000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE audit_log ADD COLUMN sealed boolean NOT NULL DEFAULT false;

      -- audit_seals: the chain of each outlet; that of entries of no outlet is of 00000000-0000-0000-0000-000000000000. Seals stay when entries are archived.
      CREATE TABLE audit_seals (
        outlet_id     uuid        NOT NULL,
        n             bigint      NOT NULL CHECK (n > 0),
        entry_id      uuid        NOT NULL,
        -- SHA-256 of what the entry says.
        entry_hash    text        NOT NULL CHECK (entry_hash ~ '^[0-9a-f]{64}$'),
        previous_hash text,
        -- SHA-256 of n, entry_hash and previous_hash.
        hash          text        NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
        sealed_at     timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (outlet_id, n),
        CONSTRAINT audit_seals_one_an_entry UNIQUE (outlet_id, entry_id),
        CONSTRAINT audit_seals_first_has_none_before CHECK ((n = 1) = (previous_hash IS NULL))
      );

      -- audit_chains: the last seal of each outlet.
      CREATE TABLE audit_chains (
        outlet_id uuid   PRIMARY KEY,
        last_n    bigint NOT NULL CHECK (last_n > 0),
        last_hash text   NOT NULL
      );

      -- audit_sealing: one row. Whoever seals holds it, so that entries are sealed in one order. Entries up to archived_to are in the archive.
      CREATE TABLE audit_sealing (
        id          integer PRIMARY KEY CHECK (id = 1),
        archived_to uuid
      );
      INSERT INTO audit_sealing (id) VALUES (1);

      -- keep_audit_entry: an entry stays as it was written. It is sealed once, loses what it says of a person who is erased, and goes once it is archived.
      CREATE FUNCTION keep_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        allowed audit_log;
      BEGIN
        IF TG_OP = 'DELETE' THEN
          IF EXISTS (SELECT FROM audit_sealing WHERE archived_to >= OLD.id) THEN RETURN OLD; END IF;
        ELSIF TG_OP = 'UPDATE' THEN
          allowed := OLD;
          IF NEW.sealed THEN allowed.sealed := true; END IF;
          IF NEW.client_address IS NULL THEN allowed.client_address := NULL; END IF;
          IF NEW.reason IS NULL AND OLD.actor_role = 'CUSTOMER' THEN allowed.reason := NULL; END IF;
          IF allowed IS NOT DISTINCT FROM NEW THEN RETURN NEW; END IF;
        END IF;
        RAISE EXCEPTION 'Entries of the audit log are never changed or removed' USING ERRCODE = 'restrict_violation';
      END
      $$;
      CREATE TRIGGER audit_log_is_final BEFORE UPDATE OR DELETE ON audit_log
        FOR EACH ROW EXECUTE FUNCTION keep_audit_entry();
      CREATE TRIGGER audit_log_stays BEFORE TRUNCATE ON audit_log
        FOR EACH STATEMENT EXECUTE FUNCTION keep_audit_entry();

      CREATE FUNCTION refuse_seal_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'Seals of the audit log are never changed or removed' USING ERRCODE = 'restrict_violation';
      END
      $$;
      CREATE TRIGGER audit_seals_are_final BEFORE UPDATE OR DELETE ON audit_seals
        FOR EACH ROW EXECUTE FUNCTION refuse_seal_change();
      CREATE TRIGGER audit_seals_stay BEFORE TRUNCATE ON audit_seals
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_seal_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER audit_log_is_final ON audit_log;
      DROP TRIGGER audit_log_stays ON audit_log;
      DROP FUNCTION keep_audit_entry;
      DROP TABLE audit_seals, audit_chains, audit_sealing;
      DROP FUNCTION refuse_seal_change;
      ALTER TABLE audit_log DROP COLUMN sealed;
    `);
  }
}
