import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counts each outlet's events by themselves. A log that has events goes on far above their numbers, which processes of the version before still give. */
export class PlatformEventStreams1795987208000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- event_streams: the last outlet_seq of each outlet. The stream of zeros is that of events of no outlet.
      CREATE TABLE event_streams (
        outlet_id uuid   PRIMARY KEY,
        last_seq  bigint NOT NULL
      );
      -- Events up to shared_to have no outlet_seq: their seq was counted over all outlets, and clients were told it. Streams begin after
      -- streams_from. Every event from shared_to up to streams_to has its outlet_seq.
      ALTER TABLE event_counter
        ADD COLUMN shared_to bigint NOT NULL DEFAULT 0,
        ADD COLUMN streams_from bigint NOT NULL DEFAULT 0,
        ADD COLUMN streams_to bigint NOT NULL DEFAULT 0;
      UPDATE event_counter
      SET shared_to = last_seq, streams_to = last_seq,
        streams_from = CASE WHEN last_seq = 0 THEN 0 ELSE (last_seq / 1000000 + 2) * 1000000 END
      WHERE id = 1;

      CREATE VIEW numbered_events AS
      SELECT position, id, seq AS place, coalesce(outlet_seq, seq) AS seq, type, outlet_id, session_id, customer_id, occurred_at, payload
      FROM events
      WHERE outlet_seq IS NOT NULL OR seq <= (SELECT shared_to FROM event_counter WHERE id = 1);
      COMMENT ON VIEW numbered_events IS
        'Events that may be told, by whoever follows the log: place is their order over the whole installation, seq counts those of their outlet';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW numbered_events;
      DROP TABLE event_streams;
      ALTER TABLE event_counter DROP COLUMN shared_to, DROP COLUMN streams_from, DROP COLUMN streams_to;
    `);
  }
}
