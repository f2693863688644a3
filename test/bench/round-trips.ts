import { type Api, placeOrder } from './api.js';
import type { World } from './world.js';

const ORDERS = 200;

/** Statements that background work sends of its own accord, whatever the number of orders. */
const BACKGROUND = /\b(event_counter|jobs|pg_stat_statements)\b|seq IS NULL|seq > \$1|idempotency_keys/;
const COUNTER_LOCK = /FROM event_counter WHERE id = \$?1 FOR UPDATE/;
const FRAME = /^(BEGIN|COMMIT)$/;

export interface StatementCount {
  readonly statement: string;
  readonly perOrder: number;
}

/**
 * Statements that the server ran for one order, as pg_stat_statements counted them: at least as many as round trips, since some travel
 * together. The transactions of the event sequencer are taken off BEGIN and COMMIT by the lock that each of them takes.
 */
export async function countStatements(world: World, api: Api): Promise<StatementCount[]> {
  await placeOrder(world, api);
  await world.query('SELECT pg_stat_statements_reset()');
  for (let i = 0; i < ORDERS; i++) await placeOrder(world, api);
  const rows = await world.query<{ query: string; calls: number }>(
    `SELECT query, calls::integer FROM pg_stat_statements
     WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  const passes = rows.filter(({ query }) => COUNTER_LOCK.test(query)).reduce((sum, { calls }) => sum + calls, 0);
  return rows
    .filter(({ query }) => !BACKGROUND.test(query))
    .map(({ query, calls }) => ({
      statement: query.trim().replace(/\s+/g, ' ').slice(0, 60),
      perOrder: (FRAME.test(query) ? calls - passes : calls) / ORDERS,
    }))
    .filter(({ perOrder }) => perOrder > 0.01)
    .sort((a, b) => b.perOrder - a.perOrder);
}
