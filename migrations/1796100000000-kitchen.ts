import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the kitchen was asked for, ticket by ticket, and the ledger of what became of it. */
export class Kitchen1796100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- kitchen_stations: a station that products name, described. One that has no row has the defaults of the application.
      CREATE TABLE kitchen_stations (
        outlet_id    uuid        NOT NULL,
        code         text        NOT NULL,
        name         text        NOT NULL,
        kind         text        NOT NULL,
        expo         text        NOT NULL,
        parallel     integer     NOT NULL,
        prep_seconds integer     NOT NULL,
        -- [{ order_type?, warn_seconds, late_seconds }]
        thresholds   jsonb       NOT NULL,
        version      integer     NOT NULL,
        created_at   timestamptz NOT NULL,
        updated_at   timestamptz NOT NULL,
        PRIMARY KEY (outlet_id, code),
        CONSTRAINT kitchen_stations_words_are_known CHECK (
          kind = ANY ('{PREP,PASS}'::text[]) AND expo = ANY ('{SEND,ONLY,SKIP}'::text[])),
        CONSTRAINT kitchen_stations_figures_are_sound CHECK (parallel > 0 AND prep_seconds > 0)
      );

      CREATE TABLE kitchen_settings (
        outlet_id       uuid        PRIMARY KEY,
        recall_minutes  integer     NOT NULL CHECK (recall_minutes BETWEEN 0 AND 240),
        ready_is_served boolean     NOT NULL,
        version         integer     NOT NULL,
        updated_at      timestamptz NOT NULL
      );

      -- kitchen_tickets: what a station was asked for at once. order_id is the order that it was placed with, and never changes.
      CREATE TABLE kitchen_tickets (
        outlet_id    uuid        NOT NULL,
        id           uuid        NOT NULL,
        order_id     uuid        NOT NULL,
        order_number text        NOT NULL,
        order_type   text        NOT NULL,
        table_name   text,
        is_guests    boolean     NOT NULL,
        customer_id  uuid,
        number       text        NOT NULL,
        round        integer     NOT NULL,
        course       smallint    NOT NULL,
        station      text        NOT NULL,
        state        text        NOT NULL,
        rush         boolean     NOT NULL,
        remake       boolean     NOT NULL,
        note         text,
        created_at   timestamptz NOT NULL,
        fired_at     timestamptz,
        fire_at      timestamptz,
        due_at       timestamptz,
        warn_at      timestamptz,
        late_at      timestamptz,
        promised_at  timestamptz,
        -- When TICKET_LATE was told.
        late_told_at timestamptz,
        -- What nobody at the station has acknowledged yet: VOID, CHANGED, MOVED.
        marks        jsonb       NOT NULL,
        -- When a line of it was last bumped or recalled.
        bumped_at    timestamptz,
        -- When it left the screens; null while it is on them.
        closed_at    timestamptz,
        version      integer     NOT NULL,
        PRIMARY KEY (outlet_id, id),
        CONSTRAINT kitchen_tickets_words_are_known CHECK (
          state = ANY ('{HELD,OPEN,READY,SERVED,VOIDED}'::text[]))
      );
      CREATE INDEX kitchen_tickets_by_order ON kitchen_tickets (outlet_id, order_id);
      CREATE INDEX kitchen_tickets_on_screens ON kitchen_tickets (outlet_id, created_at) WHERE closed_at IS NULL;
      CREATE INDEX kitchen_tickets_by_bump ON kitchen_tickets (outlet_id, bumped_at) WHERE bumped_at IS NOT NULL;
      CREATE INDEX kitchen_tickets_by_customer ON kitchen_tickets (customer_id) WHERE customer_id IS NOT NULL;

      -- kitchen_lines: what a station makes of an order's line. order_id is the bill that the line is on now.
      CREATE TABLE kitchen_lines (
        outlet_id    uuid     NOT NULL,
        id           uuid     NOT NULL,
        ticket_id    uuid     NOT NULL,
        order_id     uuid     NOT NULL,
        item_id      uuid     NOT NULL,
        -- Which part of the product, for one that several stations make; 0 is all of it.
        component    smallint NOT NULL,
        position     integer  NOT NULL,
        product_id   uuid     NOT NULL,
        name         text     NOT NULL,
        quantity     integer  NOT NULL,
        modifiers    jsonb    NOT NULL,
        note         text,
        status       text     NOT NULL,
        -- How many pieces were asked for, written once; null while the line is held.
        fired        integer,
        fired_at     timestamptz,
        started_at   timestamptz,
        ready_at     timestamptz,
        served_at    timestamptz,
        void_reason  text,
        -- What it was before its last change, until somebody has seen that.
        was          jsonb,
        -- Somebody has seen that it is void: it is not shown any more.
        is_gone      boolean  NOT NULL,
        -- The line that this one is the second cooking of.
        remade_from  uuid,
        PRIMARY KEY (outlet_id, id),
        CONSTRAINT kitchen_lines_words_are_known CHECK (
          status = ANY ('{HELD,NEW,ACCEPTED,COOKING,READY,DONE,VOIDED}'::text[])),
        CONSTRAINT kitchen_lines_figures_are_sound CHECK (quantity >= 0 AND fired >= 0)
      );
      CREATE UNIQUE INDEX kitchen_lines_are_asked_for_once ON kitchen_lines (outlet_id, item_id, component)
        WHERE remade_from IS NULL;
      CREATE INDEX kitchen_lines_by_ticket ON kitchen_lines (outlet_id, ticket_id);

      -- kitchen_moves: the ledger. What was fired stands on the line itself; everything that came after is a row here.
      CREATE TABLE kitchen_moves (
        outlet_id   uuid        NOT NULL,
        id          uuid        NOT NULL,
        ticket_id   uuid        NOT NULL,
        order_id    uuid        NOT NULL,
        line_id     uuid,
        act         text        NOT NULL,
        -- Signed: pieces that came to the line, or left it.
        pieces      integer,
        from_status text,
        to_status   text,
        actor_kind  text        NOT NULL,
        actor_id    uuid,
        actor_role  text,
        reason      text,
        occurred_at timestamptz NOT NULL,
        PRIMARY KEY (outlet_id, id)
      );
      CREATE INDEX kitchen_moves_by_ticket ON kitchen_moves (outlet_id, ticket_id, id);

      -- A reason and who gave it are personal data, which may be taken out.
      CREATE FUNCTION refuse_kitchen_move_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'UPDATE' AND NEW.reason IS NULL
           AND (to_jsonb(NEW) - 'reason' - 'actor_id') = (to_jsonb(OLD) - 'reason' - 'actor_id') THEN
          RETURN NEW;
        END IF;
        RAISE EXCEPTION 'Rows of % are never changed or removed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
      END
      $$;
      CREATE TRIGGER kitchen_moves_are_final BEFORE UPDATE OR DELETE ON kitchen_moves
        FOR EACH ROW EXECUTE FUNCTION refuse_kitchen_move_change();

      CREATE FUNCTION refuse_second_firing() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'What was asked of the kitchen is written once' USING ERRCODE = 'restrict_violation';
      END
      $$;
      CREATE TRIGGER kitchen_lines_are_fired_once BEFORE UPDATE OF fired ON kitchen_lines
        FOR EACH ROW WHEN (OLD.fired IS NOT NULL AND NEW.fired IS DISTINCT FROM OLD.fired)
        EXECUTE FUNCTION refuse_second_firing();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE kitchen_moves, kitchen_lines, kitchen_tickets, kitchen_settings, kitchen_stations;
      DROP FUNCTION refuse_kitchen_move_change;
      DROP FUNCTION refuse_second_firing;
    `);
  }
}
