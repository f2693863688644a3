import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The event log in months, so that an old one is dropped whole. What was written until now becomes the first of them; nothing is copied, and
 * whoever writes and reads `events` does so as before.
 */
export class PlatformEventMonths1795987202000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- event_months: the parts of the event log. Those that ended longer ago than EVENT_RETENTION are archived and dropped.
      CREATE TABLE event_months (
        name      text        PRIMARY KEY,
        begins_at timestamptz NOT NULL,
        ends_at   timestamptz NOT NULL UNIQUE
      );
    `);
    await runner.query(`
      ALTER TABLE events
        DROP CONSTRAINT events_pkey,
        ADD CONSTRAINT events_before_pkey PRIMARY KEY USING INDEX events_key,
        ALTER COLUMN position DROP IDENTITY;
      ALTER TABLE events RENAME TO events_before;

      -- events: what happened, in the order of seq, which is given after the commit. A month each, by occurred_at.
      CREATE TABLE events (
        position    bigint      NOT NULL,
        id          uuid        NOT NULL,
        seq         bigint,
        type        text        NOT NULL,
        outlet_id   uuid,
        session_id  uuid,
        customer_id uuid,
        occurred_at timestamptz NOT NULL DEFAULT now(),
        payload     jsonb       NOT NULL,
        request_id  text,
        PRIMARY KEY (position, occurred_at)
      ) PARTITION BY RANGE (occurred_at);
      CREATE SEQUENCE events_places OWNED BY events.position;
      SELECT setval('events_places', (SELECT coalesce(max(position), 0) + 1 FROM events_before), false);
      ALTER TABLE events ALTER COLUMN position SET DEFAULT nextval('events_places');

      CREATE INDEX events_without_seq ON events (position) WHERE seq IS NULL;
      CREATE INDEX events_by_place ON events (seq) WHERE seq IS NOT NULL;
      CREATE INDEX events_of_outlet ON events (outlet_id, seq) WHERE seq IS NOT NULL;
      -- Guests and customers find their own events in a log that is mostly other people's.
      CREATE INDEX events_of_session ON events (session_id, seq) WHERE session_id IS NOT NULL AND seq IS NOT NULL;
      CREATE INDEX events_of_customer ON events (customer_id, seq) WHERE customer_id IS NOT NULL AND seq IS NOT NULL;
      CREATE INDEX events_of_stops ON events (outlet_id, seq)
        WHERE type = 'PRODUCT_AVAILABILITY_CHANGED' AND seq IS NOT NULL;
    `);
    // The end stands in the constraint that the migration before this one validated: PostgreSQL then reads no row to believe it.
    const [{ ends_at: end }] = (await runner.query(`
      SELECT substring(pg_get_constraintdef(oid) FROM '''([^'']+)''') AS ends_at
      FROM pg_constraint WHERE conname = 'events_before_months' AND conrelid = 'events_before'::regclass
    `)) as [{ ends_at: string }];
    await runner.query(`ALTER TABLE events ATTACH PARTITION events_before FOR VALUES FROM (MINVALUE) TO ('${end}')`);
    await runner.query(
      `INSERT INTO event_months (name, begins_at, ends_at) VALUES ('events_before', '-infinity', $1)`,
      [end],
    );
    await runner.query(`
      -- Takes what no month is there for, so that nobody is ever refused for want of one.
      CREATE TABLE events_beyond PARTITION OF events DEFAULT;

      -- make_event_months: makes the months that are missing until so many from now, and answers how many it made. With the rights of
      -- whoever migrates, so that the API needs none to make tables.
      CREATE FUNCTION make_event_months(ahead integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
      DECLARE
        first timestamptz;
        month text;
        made integer := 0;
      BEGIN
        PERFORM pg_advisory_xact_lock(hashtextextended('comanda:event-months', 0));
        LOOP
          SELECT max(ends_at) INTO first FROM event_months;
          EXIT WHEN first > now() + make_interval(months => ahead);
          month := 'events_' || to_char(first AT TIME ZONE 'UTC', 'YYYY_MM');
          EXECUTE format('CREATE TABLE %I (LIKE events INCLUDING DEFAULTS)', month);
          EXECUTE format('ALTER TABLE events ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                         month, first, (first AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC');
          INSERT INTO event_months (name, begins_at, ends_at)
          VALUES (month, first, (first AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC');
          made := made + 1;
        END LOOP;
        RETURN made;
      END $$;

      -- drop_event_month: takes a month that is over out of the log, and answers the first seq that the log still has.
      CREATE FUNCTION drop_event_month(month text) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
      DECLARE
        newest bigint;
        oldest_kept bigint;
      BEGIN
        PERFORM pg_advisory_xact_lock(hashtextextended('comanda:event-months', 0));
        IF NOT EXISTS (SELECT FROM event_months WHERE name = month AND ends_at < now()) THEN
          RAISE EXCEPTION '% is no month of the log that is over', month;
        END IF;
        EXECUTE format('SELECT max(seq) FROM %I', month) INTO newest;
        EXECUTE format('ALTER TABLE events DETACH PARTITION %I', month);
        EXECUTE format('DROP TABLE %I', month);
        DELETE FROM event_months WHERE name = month;
        UPDATE event_counter SET first_seq = greatest(first_seq, coalesce(newest, 0) + 1) WHERE id = 1
        RETURNING first_seq INTO oldest_kept;
        RETURN oldest_kept;
      END $$;

      SELECT make_event_months(3);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE events_whole (LIKE events);
      INSERT INTO events_whole (position, id, seq, type, outlet_id, session_id, customer_id, occurred_at, payload, request_id)
      SELECT position, id, seq, type, outlet_id, session_id, customer_id, occurred_at, payload, request_id FROM events;
      DROP FUNCTION drop_event_month;
      DROP FUNCTION make_event_months;
      DROP TABLE events;
      DROP TABLE event_months;
      ALTER TABLE events_whole RENAME TO events;
      ALTER TABLE events ADD CONSTRAINT events_pkey PRIMARY KEY (position);
      ALTER TABLE events ALTER COLUMN occurred_at SET DEFAULT now();
      ALTER TABLE events ALTER COLUMN position ADD GENERATED ALWAYS AS IDENTITY;
      SELECT setval(pg_get_serial_sequence('events', 'position'), coalesce((SELECT max(position) FROM events), 0) + 1, false);
      CREATE INDEX events_waiting_for_seq ON events (position) WHERE seq IS NULL;
      CREATE UNIQUE INDEX events_by_seq ON events (seq) WHERE seq IS NOT NULL;
      CREATE INDEX events_by_outlet ON events (outlet_id, seq) WHERE seq IS NOT NULL;
      CREATE INDEX events_by_session ON events (session_id, seq) WHERE session_id IS NOT NULL AND seq IS NOT NULL;
      CREATE INDEX events_by_customer ON events (customer_id, seq) WHERE customer_id IS NOT NULL AND seq IS NOT NULL;
      CREATE INDEX events_of_availability ON events (outlet_id, seq)
        WHERE type = 'PRODUCT_AVAILABILITY_CHANGED' AND seq IS NOT NULL;
      CREATE UNIQUE INDEX events_key ON events (position, occurred_at);
      CREATE INDEX events_in_order ON events (seq) WHERE seq IS NOT NULL;
    `);
    const now = new Date();
    const end = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 2)).toISOString();
    await runner.query(
      `ALTER TABLE events ADD CONSTRAINT events_before_months CHECK (occurred_at < '${end}'::timestamptz)`,
    );
  }
}
