import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { newId, type OutletScope, type PageRequest } from '#libs/kernel';
import { Database, newestBy, newestFirst, Values } from '#libs/platform';

import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect } from '../../support/data-source.js';

interface Row {
  id: string;
  name: string;
}

/** The rows of a table that only this file has. */
describe('a list, newest first', () => {
  const [jakarta, bandung, surabaya] = [newId(), newId(), newId()];
  let store: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    store = await createTestDatabase();
    await store.query(
      'CREATE TABLE notes (id uuid PRIMARY KEY, outlet_id uuid, name text, written_at timestamptz, kind text)',
    );
    await store.query('CREATE INDEX ON notes (outlet_id, written_at DESC, id DESC)');
    database = await connect(store, []);
  });
  beforeEach(() => store.query('TRUNCATE notes'));

  /** Written at a microsecond of the same second each. */
  const write = (name: string, outlet: string | null, micros: number, kind = 'note') =>
    store.query('INSERT INTO notes (id, outlet_id, name, written_at, kind) VALUES ($1, $2, $3, $4, $5)', [
      newId(),
      outlet,
      name,
      `2026-03-01T10:00:00.${String(micros).padStart(6, '0')}Z`,
      kind,
    ]);

  async function list(scope: OutletScope, page: Partial<PageRequest> = {}, kind?: string) {
    const values = new Values();
    const found = await newestFirst<Row, string>(
      database,
      {
        from: 'notes n',
        columns: 'n.id, n.outlet_id, n.name',
        outlets: { column: 'n.outlet_id', scope },
        filters: [kind !== undefined && `n.kind = ${values.add(kind)}`],
        values,
        key: newestBy('n.written_at', 'n.id'),
        toItem: ({ name }) => name,
      },
      { limit: 2, offset: 0, ...page },
    );
    return { ...found, names: found.data.join(' ') };
  }

  it('is of the outlets in scope alone, merged by time, whether there is a filter or not', async () => {
    await write('a', jakarta, 1);
    await write('b', bandung, 2);
    await write('c', surabaya, 3);
    await write('d', jakarta, 4);
    await write('e', null, 5);

    const all = { limit: 10 };
    for (const kind of [undefined, 'note']) {
      expect((await list('all', all, kind)).names).toBe('e d c b a');
      expect((await list([jakarta, bandung], all, kind)).names).toBe('d b a');
      expect((await list([jakarta, jakarta, bandung], all, kind)).names).toBe('d b a');
      expect((await list([jakarta], all, kind)).names).toBe('d a');
      expect((await list([], all, kind)).names).toBe('');
      expect((await list([newId()], all, kind)).names).toBe('');
    }
    expect((await list('all', all, 'other')).names).toBe('');
  });

  it('goes on after a cursor without losing rows of the same millisecond, or of the same instant', async () => {
    for (let i = 0; i < 7; i++) await write(String(i), i % 2 ? jakarta : bandung, i < 4 ? i : 500);

    for (const scope of ['all', [jakarta, bandung]] as const) {
      const pages: string[] = [];
      let after: string | null | undefined;
      do {
        const page: Awaited<ReturnType<typeof list>> = await list(scope, after ? { after } : {});
        pages.push(page.names);
        expect(page).toMatchObject({ total: 7, total_is_estimate: false });
        after = page.next_cursor;
      } while (after);
      expect(pages).toEqual(['6 5', '4 3', '2 1', '0']);
    }
  });

  it('passes over an offset, from the beginning or from a cursor', async () => {
    for (let i = 0; i < 6; i++) await write(String(i), i % 2 ? jakarta : bandung, i);

    expect(await list([jakarta, bandung], { offset: 3 })).toMatchObject({ names: '2 1', total: 6, offset: 3 });
    const first = await list([jakarta, bandung]);
    expect((await list([jakarta, bandung], { offset: 1, after: first.next_cursor ?? '' })).names).toBe('2 1');
    expect(await list([jakarta], { offset: 50 })).toMatchObject({ names: '', total: 3, next_cursor: null });
    for (let i = 6; i < 160; i++) await write(String(i), i % 2 ? jakarta : bandung, i);
    for (const offset of [99, 100, 101, 150]) {
      expect((await list([jakarta, bandung], { offset })).names).toBe(`${159 - offset} ${158 - offset}`);
    }
  });

  it('counts up to 10,000, and estimates what is more', async () => {
    const many = (from: number, to: number) =>
      store.query(
        `INSERT INTO notes (id, outlet_id, name, written_at, kind)
         SELECT gen_random_uuid(), $1, 'x', now(), 'note' FROM generate_series($2::int, $3::int)`,
        [jakarta, from, to],
      );
    await many(1, 10_000);
    expect(await list([jakarta])).toMatchObject({ total: 10_000, total_is_estimate: false });

    await many(10_001, 30_000);
    await store.query('ANALYZE notes');
    const { total, total_is_estimate } = await list([jakarta, bandung]);
    expect([total_is_estimate, total >= 25_000 && total <= 35_000]).toEqual([true, true]);
  });

  it.each([
    ['', 'nothing'],
    ['%%%', 'no base64'],
    [Buffer.from('"x"').toString('base64url'), 'no list'],
    [Buffer.from(JSON.stringify(['2026-03-01 10:00:00+00'])).toString('base64url'), 'too few parts'],
    [Buffer.from(JSON.stringify(['now', newId()])).toString('base64url'), 'no instant'],
    [Buffer.from(JSON.stringify(['2026-03-01 10:00:00+00', 'x'])).toString('base64url'), 'no id'],
    [Buffer.from(JSON.stringify([1, 2])).toString('base64url'), 'numbers'],
  ])('refuses %j as a cursor: %s', async (after) => {
    await expect(list('all', { after })).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
  });
});
