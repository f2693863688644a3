import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What providers sent. */
export class Webhooks1795910409000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- webhook_logs: every webhook as it came, what it was taken for, and what became of it.
      CREATE TABLE webhook_logs (
        id           uuid        PRIMARY KEY,
        provider     text        NOT NULL,
        -- The provider's own id of the event; null for what is not genuine.
        event_id     text,
        event_type   text,
        verdict      text        NOT NULL CHECK (verdict IN ('GENUINE', 'FORGED', 'UNREADABLE')),
        reason       text,
        headers      jsonb       NOT NULL,
        body         bytea       NOT NULL,
        -- What the body says, in our words; null when it says nothing to us.
        reading      jsonb,
        status       text        NOT NULL
          CHECK (status IN ('RECEIVED', 'APPLIED', 'UNCHANGED', 'IGNORED', 'NEEDS_REVIEW', 'REFUSED')),
        result       text,
        payment_id   uuid,
        replays      integer     NOT NULL DEFAULT 0,
        received_at  timestamptz NOT NULL,
        processed_at timestamptz,
        CONSTRAINT webhook_logs_genuine_have_an_id CHECK ((verdict = 'GENUINE') = (event_id IS NOT NULL))
      );
      CREATE UNIQUE INDEX webhook_logs_one_per_event ON webhook_logs (provider, event_id) WHERE event_id IS NOT NULL;
      CREATE INDEX webhook_logs_by_payment ON webhook_logs (payment_id, id) WHERE payment_id IS NOT NULL;
      -- Rows are written in the order in which webhooks come: a few kilobytes of ranges find them by time as well as a
      -- tree would.
      CREATE INDEX webhook_logs_by_arrival ON webhook_logs USING brin (received_at)
        WITH (pages_per_range = 32, autosummarize = on);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE webhook_logs');
  }
}
