import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IdentityAccounts1763683210000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE users (
        id uuid PRIMARY KEY,
        username text CHECK (length(username) BETWEEN 1 AND 64),
        email text CHECK (length(email) <= 254),
        name text CHECK (length(name) <= 120),
        password_hash text,
        pin_hash text,
        role text NOT NULL CHECK (role IN ('ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER', 'KITCHEN', 'CUSTOMER')),
        cpf text CHECK (cpf ~ '^[0-9]{11}$'),
        locale text NOT NULL CHECK (locale IN ('en', 'id', 'pt-BR')),
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        deleted_at timestamptz,
        CONSTRAINT users_have_a_login_name CHECK (deleted_at IS NOT NULL OR username IS NOT NULL OR email IS NOT NULL)
      );
      -- A name that nobody uses any more may be taken again.
      CREATE UNIQUE INDEX users_username_taken ON users (lower(username)) WHERE deleted_at IS NULL;
      CREATE UNIQUE INDEX users_email_taken ON users (lower(email)) WHERE deleted_at IS NULL;
      CREATE INDEX users_newest_first ON users (created_at DESC, id DESC) WHERE deleted_at IS NULL;
      CREATE INDEX users_admins ON users (id) WHERE role = 'ADMIN' AND deleted_at IS NULL;

      CREATE TABLE user_outlets (
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        outlet_id uuid NOT NULL,
        PRIMARY KEY (user_id, outlet_id)
      );
      CREATE INDEX user_outlets_by_outlet ON user_outlets (outlet_id, user_id);

      -- A login on one device. Its id is the family of its refresh tokens, and the sid of its access tokens.
      CREATE TABLE login_sessions (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        created_at timestamptz NOT NULL,
        ended_at timestamptz
      );
      CREATE INDEX login_sessions_by_user ON login_sessions (user_id, created_at);

      CREATE TABLE refresh_tokens (
        hash text PRIMARY KEY,
        session_id uuid NOT NULL REFERENCES login_sessions (id) ON DELETE CASCADE,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at timestamptz,
        successor_hash text UNIQUE,
        CONSTRAINT refresh_tokens_spent_once CHECK ((used_at IS NULL) = (successor_hash IS NULL))
      );
      CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session_id);
      CREATE INDEX refresh_tokens_expired ON refresh_tokens (expires_at);

      -- A request for an unknown address leaves a row without a user, so that both take the same time.
      CREATE TABLE password_reset_tokens (
        id uuid PRIMARY KEY,
        user_id uuid REFERENCES users (id) ON DELETE CASCADE,
        token_hash text UNIQUE,
        requested_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at timestamptz
      );
      CREATE INDEX password_reset_tokens_by_user ON password_reset_tokens (user_id, requested_at);
      CREATE INDEX password_reset_tokens_expired ON password_reset_tokens (expires_at);

      -- Tries to log in to an account within a window; the account is a user's id, or the digest of a name that nobody has.
      CREATE TABLE login_failures (
        account text PRIMARY KEY,
        tries integer NOT NULL,
        window_ends_at timestamptz NOT NULL
      );
      CREATE INDEX login_failures_over ON login_failures (window_ends_at);

      CREATE TABLE addresses (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        label text,
        recipient text,
        phone text,
        street text NOT NULL,
        number text,
        complement text,
        district text,
        city text NOT NULL,
        state text,
        postal_code text NOT NULL,
        country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
        is_default boolean NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT addresses_cep CHECK (country <> 'BR' OR postal_code ~ '^[0-9]{8}$')
      );
      CREATE UNIQUE INDEX addresses_one_default ON addresses (user_id) WHERE is_default;
      CREATE INDEX addresses_by_user ON addresses (user_id, created_at, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE addresses, login_failures, password_reset_tokens, refresh_tokens, login_sessions, user_outlets, users
    `);
  }
}
