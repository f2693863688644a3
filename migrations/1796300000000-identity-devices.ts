import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tablets and other devices that work with a token of their own, and the codes by which they are let in. */
export class IdentityDevices1796300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- devices: an account of users without a name to log in by, a password or a PIN. The token is kept as a digest, and is gone once the
      -- device is revoked.
      CREATE TABLE devices (
        id           uuid        PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
        outlet_id    uuid        NOT NULL,
        kind         text        NOT NULL CHECK (kind IN ('KITCHEN', 'BOARD', 'PRINT_AGENT')),
        -- Without an entry: every station of the outlet.
        stations     text[]      NOT NULL,
        app_version  text        CHECK (length(app_version) <= 60),
        token_hash   text        UNIQUE,
        approved_by  uuid        NOT NULL REFERENCES users (id),
        paired_at    timestamptz NOT NULL,
        last_seen_at timestamptz NOT NULL,
        revoked_at   timestamptz,
        CONSTRAINT devices_revoked_have_no_token CHECK ((revoked_at IS NULL) = (token_hash IS NOT NULL))
      );
      CREATE INDEX devices_by_outlet ON devices (outlet_id, id) WHERE revoked_at IS NULL;

      -- device_pairings: a device that asks to be let in. What has been approved is filled in then; a row is deleted when its device
      -- fetches its token, so that one which nobody fetches leaves neither an account nor a token.
      CREATE TABLE device_pairings (
        id          uuid        PRIMARY KEY,
        code        text        NOT NULL UNIQUE CHECK (length(code) = 6),
        secret_hash text        NOT NULL,
        kind        text        NOT NULL CHECK (kind IN ('KITCHEN', 'BOARD', 'PRINT_AGENT')),
        name        text        CHECK (length(name) <= 120),
        app_version text        CHECK (length(app_version) <= 60),
        network     text        NOT NULL,
        created_at  timestamptz NOT NULL,
        expires_at  timestamptz NOT NULL,
        device_id   uuid,
        device_name text        CHECK (length(device_name) <= 120),
        outlet_id   uuid,
        stations    text[],
        approved_by uuid,
        approved_at timestamptz,
        CONSTRAINT device_pairings_approved_whole
          CHECK (num_nulls(device_id, device_name, outlet_id, stations, approved_by, approved_at) IN (0, 6))
      );
      CREATE INDEX device_pairings_by_network ON device_pairings (network, expires_at);
      CREATE INDEX device_pairings_expired ON device_pairings (expires_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE device_pairings, devices');
  }
}
