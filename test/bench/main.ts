import { sufferAbuse } from './abuse.js';
import { type Api, startApi } from './api.js';
import { type Delivery, measureDelivery, RUSHES } from './delivery.js';
import { measureHistory } from './history.js';
import type { Pace } from './load.js';
import { sendMenu } from './menu.js';
import { type Options, type Part, readOptions, USAGE } from './options.js';
import { residentMb } from './processes.js';
import { measureReconnection } from './reconnection.js';
import { type Result, table, targets } from './report.js';
import { countStatements } from './round-trips.js';
import { listProducts, placeOrders, readOrders, type Rival, startOrderFloor } from './workloads.js';
import { measureSearch, SEARCHED } from './search.js';
import { takeWebhooks } from './webhooks.js';
import { makeWorld, type World } from './world.js';

/** Measures the built API beside a floor. Progress goes to stderr, the result to stdout. */

const MOST_IDS = 5_000;

const tell = (line: string): void => void process.stderr.write(`${line}\n`);

async function run(options: Options): Promise<Result> {
  const { profile, node, set } = options;
  tell('PostgreSQL, migrations, 2,000 products …');
  const world = await makeWorld(options.keep);
  const stops: (() => Promise<void>)[] = [() => world.end()];
  try {
    const baselineUrl = options.baseline === undefined ? undefined : await world.asMadeBy(options.baseline);
    const api = await startApi({ databaseUrl: world.url, profile, node, set });
    stops.unshift(() => api.stop());
    tell(`The API was ready after ${api.readyMs.toFixed(0)} ms`);
    const rival =
      baselineUrl === undefined ? await theFloor(world, api) : await theBaseline(world, baselineUrl, options);
    stops.unshift(() => rival.server.stop());
    const measured = await measure(options, world, api, rival);
    return { rival: rival.server.name, readyMs: api.readyMs, ...measured, residentMb: residentMb(api.pid) };
  } finally {
    for (const stop of stops) await stop();
  }
}

async function measure(
  { parts, seconds, rounds, baseline, orders: many }: Options,
  world: World,
  api: Api,
  rival: Rival,
) {
  const pace: Pace = { seconds, rounds, databasePid: world.pid, tell, settle: world.settle };
  const when = async <T>(part: Part, what: string, work: () => Promise<T>): Promise<T | undefined> => {
    if (!parts.has(part)) return undefined;
    tell(what);
    return work();
  };
  const statements = await when('orders', 'Statements per order …', () => countStatements(world, api));
  const orders = await when('orders', 'Placing orders …', () => placeOrders(world, api, rival, pace));
  const read = await when('read', 'Reading orders …', async () => {
    if (!orders) await placeOrders(world, api, rival, { ...pace, seconds: 1, rounds: 1 });
    return readOrders(api, await someOrders(world), rival, pace);
  });
  const list = await when('list', 'Listing products …', () =>
    listProducts(world, api, baseline === undefined ? undefined : rival.server, pace),
  );
  const menus = await when('menu', 'Sending the menu of 2,000 products …', async () => [
    await sendMenu(world, api, baseline === undefined ? undefined : rival.server, 'br', pace),
    await sendMenu(world, api, baseline === undefined ? undefined : rival.server, 'gzip', pace),
  ]);
  const deliveries = await when('delivery', 'Telling tablets …', async () => {
    const measured: Delivery[] = [];
    for (const rush of RUSHES) measured.push(await measureDelivery(world, api, rush));
    return measured;
  });
  const reconnection = await when('reconnection', 'Sockets come back …', () => measureReconnection(world, api));
  const search = await when('search', `Searching ${SEARCHED.toLocaleString('en')} products …`, () =>
    measureSearch(world, api, baseline === undefined ? undefined : rival.server),
  );
  const webhooks = await when('webhooks', 'Taking webhooks in …', () =>
    takeWebhooks(world, api, baseline === undefined ? undefined : rival.server, pace),
  );
  const abuse = await when('abuse', 'Taking hostile bodies beside orders …', () => sufferAbuse(world, api, pace));
  const history = await when('history', `A history of ${many.toLocaleString('en')} orders …`, () =>
    measureHistory(world, api, many, tell),
  );
  return { statements, orders, read, list, menus, deliveries, reconnection, search, webhooks, abuse, history };
}

async function someOrders(world: World, databaseUrl = world.url, table = 'orders'): Promise<string[]> {
  const text = `SELECT id FROM ${table} ORDER BY random() LIMIT ${MOST_IDS}`;
  return (await world.query<{ id: string }>(text, [], databaseUrl)).map(({ id }) => id);
}

const theFloor = async (world: World, { token }: Api): Promise<Rival> => ({
  server: await startOrderFloor(world),
  token,
  orderIds: () => someOrders(world, world.url, 'floor.orders'),
});

async function theBaseline(world: World, databaseUrl: string, { baseline: cwd, node }: Options): Promise<Rival> {
  const server = await startApi({ databaseUrl, name: 'baseline', cwd, node });
  return { server, token: server.token, orderIds: () => someOrders(world, databaseUrl) };
}

try {
  const options = readOptions(process.argv.slice(2));
  const result = await run(options);
  process.stdout.write(`${options.json ? JSON.stringify(result, null, 2) : table(result)}\n`);
  if (options.check && targets(result).some(({ isMet }) => !isMet)) process.exitCode = 1;
} catch (error) {
  tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
  tell(USAGE);
  process.exitCode = 1;
}
