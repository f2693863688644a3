import { readEnvFile } from '#libs/platform/env';

import { startDatabase, stopDatabase } from './database.js';
import { migrateDown, migrateUp } from './migrate.js';

interface Command {
  run(args: string[]): Promise<void>;
}

/** The operator's commands. What is loaded lazily pulls in the whole application, which a migration has no use for. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  'migrate-up': () => Promise.resolve({ run: migrateUp }),
  'migrate-down': () => Promise.resolve({ run: migrateDown }),
  'db-up': () => Promise.resolve({ run: startDatabase }),
  'db-down': () => Promise.resolve({ run: stopDatabase }),
  'create-admin': () => load('create-admin'),
  'rebuild-reports': () => load('rebuild-reports'),
  'seed:demo': () => load('seed-demo'),
  demo: () => load('demo'),
  openapi: () => load('openapi'),
  ready: () => load('ready'),
  backup: () => load('backup'),
  restore: () => load('restore'),
  'gateway-config': () => load('gateway-config'),
};

const load = (name: string): Promise<Command> => import(`./${name}.js`) as Promise<Command>;

const [name = '', ...args] = process.argv.slice(2);
/** They play with data of their own, and speak to no provider of yours. */
const KNOW_NO_ENV_FILE = ['demo', 'openapi'];
if (KNOW_NO_ENV_FILE.includes(name)) process.env['ENV_FILE'] = '';
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (command) {
  try {
    readEnvFile();
    await (await command()).run(args);
  } catch (error) {
    process.stderr.write(`${name}: ${describe(error)}\n`);
    process.exitCode = 1;
  }
} else {
  process.stderr.write(`Usage: node dist/apps/console/src/main.js <${Object.keys(commands).join(' | ')}>\n`);
  process.exitCode = 2;
}

/** One line for a person; the stack only for whoever asks by DEBUG. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // pg gives an AggregateError without a message when every address of a host refuses.
  const reason = error.message || (error as NodeJS.ErrnoException).code || error.name;
  return process.env['DEBUG'] ? (error.stack ?? reason) : reason;
}
