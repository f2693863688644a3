import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What rules say of who may do what, and approvals of single requests. */
export class IdentityPermissions1796320000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- permission_rule_sets: one row an outlet that has ever had rules, and one for the installation (the id that no outlet has). Rules are
      -- replaced all at once; the version counts that.
      CREATE TABLE permission_rule_sets (
        outlet_id  uuid        PRIMARY KEY,
        version    integer     NOT NULL CHECK (version > 0),
        changed_by uuid        NOT NULL,
        changed_at timestamptz NOT NULL
      );

      -- permission_rules: for a role or for a person, where it differs from the list in the code. The limits are those of ALLOW: an amount in
      -- minor units of the outlet's currency, a percentage in basis points.
      CREATE TABLE permission_rules (
        id               uuid    PRIMARY KEY,
        outlet_id        uuid    NOT NULL,
        role             text    CHECK (role IN ('ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER', 'KITCHEN')),
        user_id          uuid,
        key              text    NOT NULL CHECK (length(key) <= 60),
        effect           text    NOT NULL CHECK (effect IN ('ALLOW', 'APPROVE', 'DENY')),
        max_amount       bigint  CHECK (max_amount >= 0),
        max_basis_points integer CHECK (max_basis_points BETWEEN 0 AND 10000),
        max_age_minutes  integer CHECK (max_age_minutes >= 0),
        max_per_shift    integer CHECK (max_per_shift >= 0),
        CONSTRAINT permission_rules_of_role_or_person CHECK (num_nulls(role, user_id) = 1),
        CONSTRAINT permission_rules_limit_allow
          CHECK (effect = 'ALLOW' OR num_nonnulls(max_amount, max_basis_points, max_age_minutes, max_per_shift) = 0)
      );
      CREATE UNIQUE INDEX permission_rules_of_roles ON permission_rules (outlet_id, key, role) WHERE role IS NOT NULL;
      CREATE UNIQUE INDEX permission_rules_of_people ON permission_rules (outlet_id, key, user_id) WHERE user_id IS NOT NULL;

      -- approvals: somebody asks to send one request; once it is granted, the token of which this keeps the digest stands for the approval of
      -- exactly that request, once. The transaction that spent it is kept, which may spend it again when its work is repeated. Rows are deleted
      -- within a day, with the body that they show to whoever decides.
      CREATE TABLE approvals (
        id            uuid        PRIMARY KEY,
        outlet_id     uuid        NOT NULL,
        asked_by      uuid        NOT NULL,
        asked_by_role text        NOT NULL CHECK (asked_by_role IN ('ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER', 'KITCHEN')),
        keys          text[]      NOT NULL,
        method        text        NOT NULL CHECK (length(method) <= 10),
        path          text        NOT NULL CHECK (length(path) <= 500),
        body          jsonb       NOT NULL,
        reason        text        CHECK (length(reason) <= 500),
        request_hash  text        NOT NULL,
        token_hash    text        NOT NULL UNIQUE,
        status        text        NOT NULL CHECK (status IN ('WAITING', 'GRANTED', 'DENIED')),
        decided_by    uuid,
        decided_at    timestamptz,
        created_at    timestamptz NOT NULL,
        expires_at    timestamptz NOT NULL,
        spent_at      timestamptz,
        spent_in      xid8,
        CONSTRAINT approvals_decided_whole
          CHECK ((status = 'WAITING') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
        CONSTRAINT approvals_spent_whole CHECK ((spent_at IS NULL) = (spent_in IS NULL)),
        CONSTRAINT approvals_spent_when_granted CHECK (spent_at IS NULL OR status = 'GRANTED')
      );
      CREATE INDEX approvals_by_outlet ON approvals (outlet_id, id);
      CREATE INDEX approvals_by_asker ON approvals (asked_by, id);
      CREATE INDEX approvals_over ON approvals (expires_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE approvals, permission_rules, permission_rule_sets');
  }
}
