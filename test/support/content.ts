import { eventually } from './eventually.js';
import type { TestDatabase } from './database.js';

/** Kept up by the machinery itself: work that comes due, and when somebody was last seen. */
const MOVING = new Set([
  'jobs',
  'migrations',
  'event_counter',
  'report_cursor',
  'report_facts',
  'report_sales',
  'report_product_sales',
  'report_payments',
  'report_days',
  'report_hours_of_all',
  'report_product_months_of_all',
  'audit_chains',
  'audit_seals',
  'audit_sealing',
]);

/** What a row says, without what is noted of it a moment later. */
const SAID: Readonly<Record<string, string>> = { audit_log: `(to_jsonb(x) - 'sealed')` };

/** A digest of every row of every table, or of the rows of one outlet. Equal digests: nothing was changed. */
export async function contentOf(database: TestDatabase, outletId?: string): Promise<string> {
  // Events get their sequence, and what follows from them is done, just after the commit.
  await eventually(async () => {
    const [row] = await database.query<{ n: number }>(
      `SELECT (SELECT count(*) FROM events WHERE seq IS NULL)::int
         + (SELECT count(*) FROM jobs WHERE kind = 'customers.remember-outlet' AND status = 'PENDING')::int AS n`,
    );
    if (row?.n !== 0) throw new Error('Some events are not in sequence yet, or have not been followed');
  });
  const tables = await database.query<{ name: string; has_outlet: boolean }>(
    `SELECT t.table_name AS name, EXISTS (SELECT 1 FROM information_schema.columns c
       WHERE c.table_schema = 'public' AND c.table_name = t.table_name AND c.column_name = 'outlet_id') AS has_outlet
     FROM information_schema.tables t WHERE t.table_schema = 'public' AND t.table_type = 'BASE TABLE' ORDER BY 1`,
  );
  const wanted = tables.filter(({ name, has_outlet }) => !MOVING.has(name) && (outletId === undefined || has_outlet));
  const digests = await Promise.all(
    wanted.map(async ({ name }) => {
      const where = outletId === undefined ? '' : `WHERE x.outlet_id = $1`;
      const [row] = await database.query<{ digest: string; n: number }>(
        `SELECT count(*)::int AS n, md5(coalesce(string_agg(said, '|' ORDER BY said), '')) AS digest
         FROM (SELECT ${SAID[name] ?? 'x'}::text AS said FROM ${name} x ${where}) rows`,
        outletId === undefined ? [] : [outletId],
      );
      return `${name} ${row?.n} ${row?.digest}`;
    }),
  );
  return digests.join('\n');
}
