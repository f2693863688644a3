import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts, logins and addresses. */
export class Identity1795910403000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- users: staff and customers. A customer whom the staff wrote down has no password, and needs no name to log in
      -- with.
      CREATE TABLE users (
        id                 uuid        PRIMARY KEY,
        username           text        CHECK (length(username) BETWEEN 1 AND 64),
        email              text        CHECK (length(email) <= 254),
        name               text        CHECK (length(name) <= 120),
        password_hash      text,
        pin_hash           text,
        role               text        NOT NULL
          CHECK (role IN ('ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER', 'KITCHEN', 'CUSTOMER')),
        cpf                text        CHECK (cpf ~ '^[0-9]{11}$'),
        locale             text        NOT NULL CHECK (locale IN ('en', 'id', 'pt-BR')),
        version            integer     NOT NULL DEFAULT 1,
        created_at         timestamptz NOT NULL,
        updated_at         timestamptz NOT NULL,
        deleted_at         timestamptz,
        phone              text        CHECK (phone ~ '^[+]?[0-9]{5,20}$'),
        -- A customer may be a company: both numbers go on its invoices.
        cnpj               text        CHECK (cnpj ~ '^[0-9A-Z]{12}[0-9]{2}$'),
        state_registration text        CHECK (state_registration ~ '^([0-9]{2,14}|ISENTO)$'),
        CONSTRAINT users_have_a_login_name
          CHECK (deleted_at IS NOT NULL OR username IS NOT NULL OR email IS NOT NULL OR password_hash IS NULL)
      );
      -- Names of deleted accounts may be taken again.
      CREATE UNIQUE INDEX users_username_taken ON users (lower(username)) WHERE deleted_at IS NULL;
      CREATE UNIQUE INDEX users_email_taken ON users (lower(email)) WHERE deleted_at IS NULL;
      CREATE INDEX users_newest_first ON users (created_at DESC, id DESC) WHERE deleted_at IS NULL;
      CREATE INDEX users_admins ON users (id) WHERE role = 'ADMIN' AND deleted_at IS NULL;

      CREATE VIEW identity_customers AS
        SELECT id, name, email, phone, cpf IS NOT NULL AS has_cpf, cnpj, state_registration,
               password_hash IS NOT NULL AS has_login, locale, version, created_at, updated_at
        FROM users WHERE role = 'CUSTOMER' AND deleted_at IS NULL;
      COMMENT ON VIEW identity_customers IS 'A row a customer who is not erased, without what only they may see. has_login: they have a password, which nobody reads here.';

      -- user_outlets: the outlets where a member of staff works.
      CREATE TABLE user_outlets (
        user_id   uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        outlet_id uuid NOT NULL,
        PRIMARY KEY (user_id, outlet_id)
      );
      CREATE INDEX user_outlets_by_outlet ON user_outlets (outlet_id, user_id);

      -- login_sessions: a login on one device. Its id is the family of its refresh tokens, and the sid of its access
      -- tokens.
      CREATE TABLE login_sessions (
        id         uuid        PRIMARY KEY,
        user_id    uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        created_at timestamptz NOT NULL,
        ended_at   timestamptz,
        proved_by  text        NOT NULL DEFAULT 'password' CHECK (proved_by IN ('password', 'pin')),
        network    text
      );
      CREATE INDEX login_sessions_by_user ON login_sessions (user_id, created_at);

      -- refresh_tokens: each is used once, and names the one that came after it.
      CREATE TABLE refresh_tokens (
        hash           text        PRIMARY KEY,
        session_id     uuid        NOT NULL REFERENCES login_sessions (id) ON DELETE CASCADE,
        created_at     timestamptz NOT NULL,
        expires_at     timestamptz NOT NULL,
        used_at        timestamptz,
        successor_hash text        UNIQUE,
        CONSTRAINT refresh_tokens_spent_once CHECK ((used_at IS NULL) = (successor_hash IS NULL))
      );
      CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session_id);
      CREATE INDEX refresh_tokens_expired ON refresh_tokens (expires_at);

      -- password_reset_tokens: a request for an unknown address leaves a row without a user, so that both take the same
      -- time.
      CREATE TABLE password_reset_tokens (
        id           uuid        PRIMARY KEY,
        user_id      uuid        REFERENCES users (id) ON DELETE CASCADE,
        token_hash   text        UNIQUE,
        requested_at timestamptz NOT NULL,
        expires_at   timestamptz NOT NULL,
        used_at      timestamptz
      );
      CREATE INDEX password_reset_tokens_by_user ON password_reset_tokens (user_id, requested_at);
      CREATE INDEX password_reset_tokens_expired ON password_reset_tokens (expires_at);

      -- login_failures: wrong tries of an account within a window. An account is a user's id, or the digest of an
      -- unknown name. Each counter brings its own rule: after so many free tries it is locked for step_seconds, then
      -- for longer each time if it grows, else until its window is over.
      CREATE TABLE login_failures (
        account        text             PRIMARY KEY,
        tries          integer          NOT NULL,
        window_ends_at timestamptz      NOT NULL,
        free           integer          NOT NULL DEFAULT 5,
        step_seconds   double precision NOT NULL DEFAULT 20,
        grows          boolean          NOT NULL DEFAULT false,
        locked_until   timestamptz
      );
      CREATE INDEX login_failures_over ON login_failures (window_ends_at);

      -- addresses: where a customer's parcels go; one of them is the default.
      CREATE TABLE addresses (
        id          uuid        PRIMARY KEY,
        user_id     uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        label       text,
        recipient   text,
        phone       text,
        street      text        NOT NULL,
        number      text,
        complement  text,
        district    text,
        city        text        NOT NULL,
        state       text,
        postal_code text        NOT NULL,
        country     text        NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
        is_default  boolean     NOT NULL,
        created_at  timestamptz NOT NULL,
        updated_at  timestamptz NOT NULL,
        version     integer     NOT NULL DEFAULT 1,
        CONSTRAINT addresses_cep CHECK (country <> 'BR' OR postal_code ~ '^[0-9]{8}$')
      );
      CREATE UNIQUE INDEX addresses_one_default ON addresses (user_id) WHERE is_default;
      CREATE INDEX addresses_by_user ON addresses (user_id, created_at, id);

      -- email_changes: whom to tell that an account's e-mail address has changed; the job that tells them knows the id
      -- alone.
      CREATE TABLE email_changes (
        id         uuid        PRIMARY KEY,
        user_id    uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        old_email  text        NOT NULL,
        changed_at timestamptz NOT NULL
      );
      CREATE INDEX email_changes_by_user ON email_changes (user_id);
      CREATE INDEX email_changes_oldest_first ON email_changes (changed_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW identity_customers;
      DROP TABLE email_changes, addresses, login_failures, password_reset_tokens, refresh_tokens, login_sessions,
        user_outlets, users;
    `);
  }
}
