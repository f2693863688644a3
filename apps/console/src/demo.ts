import { parseArgs } from 'node:util';

import { openDatabase, say } from './database.js';
import { codeOf, guestAddress, lanAddress, pageLines } from './demo/addresses.js';
import { Narrator, StepFailed } from './demo/narrator.js';
import { openWorld, type OutsideWorld } from './demo/outside-world.js';
import { setPace } from './demo/pace.js';
import { jwtSecret } from './demo/secret.js';
import { answersReady, demandPort, type Environment, hasStarted, Server } from './demo/server.js';
import { stopSignal } from './demo/stop-signal.js';
import { playDay } from './demo/story.js';
import { applyMigrations } from './migrate.js';
import { describeDemo, refuseInProduction, seedDemo } from './seed-demo.js';

const USUAL_PORT = 8080;
const LOGS = '.data/logs';

/** What is to be ended, newest last, and whether that has begun: then the story, which fails for it, says nothing any more. */
interface Show {
  readonly exits: boolean;
  /** How phones reach this machine; undefined without `--lan`. */
  readonly lan: string | undefined;
  readonly running: { stop(): Promise<void> }[];
  isStopping: boolean;
}

/**
 * A café's day on this machine: PostgreSQL, the built API (and a worker with REDIS_URL), demo data, and the story. Then it serves until
 * it is told to stop; `--exit` ends it after the story. `--lan` makes the codes on the tables lead here from the phones of this network, `--pace 1` plays
 * the day slowly. Throws when a step of the story failed and `--exit` is given.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      exit: { type: 'boolean', default: false },
      lan: { type: 'boolean', default: false },
      pace: { type: 'string', default: '0' },
      port: { type: 'string' },
    },
  });
  refuseInProduction();
  setPace(values.pace);
  const port = portOf(values.port ?? process.env['PORT']);
  const lan = values.lan ? `http://${lanAddress()}:${port}` : undefined;
  const show: Show = { exits: values.exit, lan, running: [], isStopping: false };
  const stopped = stopSignal();
  try {
    const reason = await Promise.race([day(port, show), stopped]);
    show.isStopping = true;
    if (reason !== undefined) say(`\nStopping on ${reason} …`);
  } finally {
    show.isStopping = true;
    for (const one of show.running.reverse()) await one.stop();
  }
  // Whatever a signal has interrupted is not waited for.
  process.exit(0);
}

/** Resolves after the story with `--exit`; else it goes on until a server ends. */
async function day(port: number, show: Show): Promise<undefined> {
  await demandPort(port);
  if (!process.env['DATABASE_URL']) say('Starting PostgreSQL (the first time takes some seconds) …');
  const database = await openDatabase();
  show.running.push({ stop: database.close });
  await prepare(database.url);
  const world = await openWorld(`http://127.0.0.1:${port}`);
  if (world.sandbox) show.running.push(world.sandbox);
  const base = `http://localhost:${port}`;
  const frontend = show.lan ?? process.env['FRONTEND_URL'] ?? base;
  const environment = { ...environmentOf(port, database.url), FRONTEND_URL: frontend, ...world.sandbox?.env() };
  const servers = await serve(base, environment, show);
  await introduce(base, world, show);
  const failure = await play(base, world, show);
  if (show.isStopping) return undefined;
  if (failure && show.exits) throw failure;
  if (show.exits) return undefined;
  if (failure) say(`\n${failure.message}`);
  say(`\nServing on ${base} until Ctrl-C. API documentation: ${base}/docs`);
  const ended = await Promise.race(servers.map((server) => server.ended.then(() => server)));
  throw new Error(`the ${ended.name} has ended by itself:\n${ended.lastLines()}`);
}

async function prepare(url: string): Promise<void> {
  const migrations = await applyMigrations(url);
  if (migrations.length > 0) say(`Migrated: ${migrations.length} steps`);
  const rows = await seedDemo(url);
  say(rows > 0 ? `Demo data: ${rows} rows` : 'Demo data: there already');
}

const environmentOf = (port: number, databaseUrl: string): Environment => ({
  NODE_ENV: 'development',
  DATABASE_URL: databaseUrl,
  PORT: String(port),
  JWT_SECRET: jwtSecret(),
  ALLOW_STAFF_SELF_REGISTRATION: 'true',
  WS_ALLOW_ANONYMOUS: 'true',
  // Somebody new registers on each day of the story.
  RATE_LIMIT_REGISTER: process.env['RATE_LIMIT_REGISTER'] ?? '60',
});

async function serve(base: string, environment: Environment, show: Show): Promise<Server[]> {
  say('Starting the API …');
  const started = performance.now();
  const api = Server.start('api', environment, `${LOGS}/api.log`);
  show.running.push(api);
  await api.ready(() => answersReady(base));
  say(`The API is ready after ${((performance.now() - started) / 1000).toFixed(1)} s; its log is ${api.logFile}`);
  if (!process.env['REDIS_URL']) return [api];
  const worker = Server.start('worker', environment, `${LOGS}/worker.log`);
  show.running.push(worker);
  await worker.ready(hasStarted(worker));
  say(`A worker runs the jobs that Redis wakes; its log is ${worker.logFile}`);
  return [api, worker];
}

async function introduce(base: string, { sandbox, reason }: OutsideWorld, { lan }: Show): Promise<void> {
  say('');
  say(`API        ${base}/api/v1`);
  say(`Docs       ${base}/docs`);
  const guest = await guestAddress(base, lan ?? base);
  pageLines(lan ?? base, guest).forEach(say);
  say(`Realtime   ${base} (Socket.IO), ${base.replace('http', 'ws')}/api/v1/ws (WebSocket)`);
  if (sandbox) {
    say(`Providers  ${sandbox.url} (gateways, carrier, tax authority and mailer, simulated)`);
    say(`Mails      ${sandbox.url}/resend`);
  } else say(`Providers  not simulated: ${reason}`);
  describeDemo().forEach(say);
  if (lan !== undefined && guest) {
    say(`\nScan this with a phone that is in the network of ${lan}:\n`);
    say(await codeOf(guest.url));
  }
}

/** Undefined after a day on which everything was as it should be. */
async function play(base: string, world: OutsideWorld, show: Show): Promise<Error | undefined> {
  const narrator = new Narrator((line) => void (show.isStopping || say(line)));
  const started = performance.now();
  try {
    await playDay(base, narrator, world);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    say(`\nThe day is done: ${narrator.checks} checks passed in ${seconds} s.`);
    return undefined;
  } catch (error) {
    return new Error(`the story failed in ${narrator.current}:\n   ✗ ${describe(error)}`, { cause: error });
  }
}

function describe(error: unknown): string {
  if (!(error instanceof StepFailed)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (error.problem === undefined) return error.message;
  const problem = typeof error.problem === 'string' ? error.problem : JSON.stringify(error.problem, null, 2);
  return `${error.message}\n${problem.replace(/^/gm, '     ')}`;
}

function portOf(text: string | undefined): number {
  if (text === undefined || text === '') return USUAL_PORT;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error('a port is a whole number from 1 to 65535');
  return port;
}
