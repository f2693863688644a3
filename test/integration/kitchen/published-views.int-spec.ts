import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { createTestDatabase, type TestDatabase } from '../../support/index.js';
import { planOf, publishedRows } from '../../support/published-views.js';

const AT = (minute: number) => `2026-11-21T05:${String(minute).padStart(2, '0')}:00+00:00`;

describe('what the kitchen publishes', () => {
  const [outlet, product] = [newId(), newId()];
  const [served, waiting] = [newId(), newId()];
  const [steak, again, beer, held] = [newId(), newId(), newId(), newId()];
  let store: TestDatabase;

  beforeAll(async () => {
    store = await createTestDatabase();
    for (const [id, station, closed] of [
      [served, 'grill', AT(20)],
      [waiting, 'bar', null],
    ]) {
      await store.query(
        `INSERT INTO kitchen_tickets (outlet_id, id, order_id, order_number, order_type, is_guests, number, round, course, station, state,
           rush, remake, created_at, fired_at, late_at, marks, version, closed_at)
         VALUES ($1, $2, $2, 'A-1', 'DELIVERY', false, '1-1', 1, 1, $3, 'OPEN', false, false, $4, $5, $6, '[]', 1, $7)`,
        [outlet, id, station, AT(0), AT(1), AT(16), closed],
      );
    }
    const lines: [string, string, string, string, (string | null)[], string | null][] = [
      [steak, served, 'Steak', 'DONE', [AT(1), AT(2), AT(9), AT(12)], null],
      [again, served, 'Steak', 'VOIDED', [AT(5), AT(6), null, null], steak],
      [beer, waiting, 'Beer', 'NEW', [AT(1), null, null, null], null],
      [held, waiting, 'Wine', 'HELD', [null, null, null, null], null],
    ];
    for (const [id, ticket, name, status, times, remadeFrom] of lines) {
      await store.query(
        `INSERT INTO kitchen_lines (outlet_id, id, ticket_id, order_id, item_id, component, position, product_id, name, quantity, modifiers,
           status, fired_at, started_at, ready_at, served_at, is_gone, remade_from)
         VALUES ($1, $2, $3, $3, $2, 0, 1, $4, $5, 1, '[]', $6, $7, $8, $9, $10, false, $11)`,
        [outlet, id, ticket, product, name, status, ...times, remadeFrom],
      );
    }
    for (const act of ['STATUS', 'RECALLED']) {
      await store.query(
        `INSERT INTO kitchen_moves (outlet_id, id, ticket_id, order_id, line_id, act, actor_kind, occurred_at)
         VALUES ($1, $2, $3, $3, $4, $5, 'user', $6)`,
        [outlet, newId(), served, steak, act, AT(10)],
      );
    }
  });

  it('kitchen_made: what stations were asked for, and when it was what', async () => {
    const common = { outlet_id: outlet, order_type: 'DELIVERY', product_id: product, asked_at: AT(0), late_at: AT(16) };
    const grill = {
      ...common,
      ticket_id: served,
      station: 'grill',
      name: 'Steak',
      ticket_fired_at: AT(1),
      is_closed: true,
    };
    const rows = await publishedRows(store, 'kitchen_made');
    const byLine = new Map(rows.map((row) => [row['line_id'], row]));
    expect([...byLine.keys()].sort()).toEqual([steak, again, beer].sort());
    expect(byLine.get(steak)).toEqual({
      ...grill,
      line_id: steak,
      is_void: false,
      is_remade: false,
      fired_at: AT(1),
      started_at: AT(2),
      ready_at: AT(9),
      served_at: AT(12),
    });
    expect(byLine.get(again)).toEqual({
      ...grill,
      line_id: again,
      is_void: true,
      is_remade: true,
      fired_at: AT(5),
      started_at: AT(6),
      ready_at: null,
      served_at: null,
    });
    expect(byLine.get(beer)).toMatchObject({ station: 'bar', ticket_id: waiting, is_closed: false, started_at: null });
  });

  it('kitchen_recalls: each time that a line came back', async () => {
    expect(await publishedRows(store, 'kitchen_recalls')).toEqual([
      { outlet_id: outlet, ticket_id: served, line_id: steak, occurred_at: AT(10) },
    ]);
  });

  it('kitchen_made is merged into what reads it', async () => {
    const plan = await planOf(
      store,
      `SELECT line_id FROM kitchen_made WHERE outlet_id = '${outlet}' AND is_closed
         AND ticket_fired_at >= '2026-11-21' AND ticket_fired_at < '2026-11-22'`,
    );
    expect(plan.join('\n')).not.toContain('Subquery Scan');
  });
});
