import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { startEmbeddedPostgres } from '../../apps/console/src/embedded-postgres.js';
import { type Kind, KINDS } from './kinds.js';

/** Of openapi-generator, from Maven Central. */
const VERSION = '7.17.0';
const GENERATOR = join(
  homedir(),
  `.m2/repository/org/openapitools/openapi-generator-cli/${VERSION}/openapi-generator-cli-${VERSION}.jar`,
);

/**
 * Generates clients from openapi.json, compiles each strictly, and lets each log in, open a shift, read the menu, place an order, pay it in
 * cash and read its receipt at a server with demo data. `--only go,java` takes those alone; `--rotate` the TypeScript ones and one other
 * language, by the day.
 */
const { values } = parseArgs({ options: { only: { type: 'string' }, rotate: { type: 'boolean', default: false } } });
const folder = mkdtempSync(join(tmpdir(), 'comanda-clients-'));
// The system user that runs PostgreSQL must be able to pass.
chmodSync(folder, 0o755);
const say = (text: string) => process.stdout.write(`${text}\n`);

function chosen(): readonly Kind[] {
  const { only } = values;
  if (only) {
    const names = only.split(',');
    const unknown = names.filter((name) => !KINDS.some((kind) => kind.name === name));
    if (unknown.length > 0)
      throw new Error(`There is no client ${unknown.join(', ')}: ${KINDS.map(({ name }) => name).join(', ')}`);
    return KINDS.filter(({ name }) => names.includes(name));
  }
  if (!values.rotate) return KINDS;
  const others = KINDS.filter(({ isTypeScript, unfinished }) => !isTypeScript && !unfinished);
  const today = others[Math.floor(Date.now() / 86_400_000) % others.length];
  return KINDS.filter((kind) => kind.isTypeScript || kind === today);
}

/** Why it cannot be tried on this machine. */
function missing({ needs, nodeAtLeast = 0 }: Kind): string | undefined {
  if (Number(process.versions.node.split('.')[0]) < nodeAtLeast) return `it needs Node ${nodeAtLeast}`;
  const absent = needs.filter((program) => spawnSync('which', [program]).status !== 0);
  return absent.length > 0 ? `${absent.join(' and ')} not found` : undefined;
}

function fetchGenerator(): string | undefined {
  if (existsSync(GENERATOR)) return undefined;
  const artifact = `-Dartifact=org.openapitools:openapi-generator-cli:${VERSION}`;
  const { status } = spawnSync('mvn', ['-q', '-B', 'dependency:get', artifact, '-Dtransitive=false']);
  return status === 0 ? undefined : 'openapi-generator cannot be fetched from Maven Central';
}

/** What npm, pip, Go and Maven say when the host of a registry does not answer; a compiler says none of it. */
const REGISTRY_AWAY =
  /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT)\b.*registry|no such host|i\/o timeout|NewConnectionError|Could not transfer artifact/;

function runSteps({ name, steps }: Kind, url: string): string | undefined {
  const cwd = join(folder, name);
  mkdirSync(cwd);
  const env = {
    ...process.env,
    COMANDA_URL: url,
    GENERATOR,
    OPENAPI: resolve('openapi.json'),
    PROGRAMS: resolve('test/clients'),
  };
  for (const step of steps) {
    const { status, stdout, stderr } = spawnSync('bash', ['-ec', step], { cwd, env, encoding: 'utf8' });
    if (status !== 0) return `${step}\n${`${stdout}\n${stderr}`.slice(-6000)}`;
    if (stdout.includes('PAID')) say(`  ${stdout.trim().split('\n').at(-1)}`);
  }
  return undefined;
}

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });

/** A server of the run's own, with the demo's data; `end` stops it and its PostgreSQL. */
async function startServer(): Promise<{ url: string; end: () => Promise<void> }> {
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), durable: false });
  const port = await freePort();
  const env = {
    ...process.env,
    NODE_ENV: 'test',
    DATABASE_URL: postgres.url,
    PORT: String(port),
    JWT_SECRET: 'of a server that lives as long as one run of the clients suite',
    RATE_LIMIT_ENABLED: 'false',
    LOG_LEVEL: 'silent',
  };
  const seed = spawnSync(process.execPath, ['dist/apps/console/src/main.js', 'seed:demo'], { env, encoding: 'utf8' });
  if (seed.status !== 0) throw new Error(`${seed.stdout}${seed.stderr}`);
  const api = spawn(process.execPath, ['dist/apps/api/src/main.js'], { env, stdio: 'inherit' });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries++) {
    if (
      await fetch(`${url}/ready`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      break;
    if (tries > 600 || api.exitCode !== null) throw new Error('The API did not start');
    await new Promise((done) => setTimeout(done, 100));
  }
  const end = async () => {
    api.kill('SIGTERM');
    await postgres.stop();
  };
  return { url, end };
}

let failed = 0;
let passed = 0;
const { url, end } = await startServer();
try {
  for (const kind of chosen()) {
    const started = Date.now();
    const reason = missing(kind) ?? (kind.needs.includes('mvn') ? fetchGenerator() : undefined);
    if (reason) {
      say(`SKIPPED ${kind.name}: ${reason}`);
      continue;
    }
    const fault = runSteps(kind, url);
    if (fault && REGISTRY_AWAY.test(fault)) {
      say(`SKIPPED ${kind.name}: a registry does not answer\n${fault}`);
      continue;
    }
    if (fault) failed++;
    else passed++;
    const seconds = ((Date.now() - started) / 1000).toFixed(0);
    say(
      fault
        ? `FAILED ${kind.name} (${seconds} s)\n${fault}`
        : `ok ${kind.name} (${seconds} s)${kind.unfinished ? `: ${kind.unfinished}` : ''}`,
    );
  }
} finally {
  await end();
  rmSync(folder, { recursive: true, force: true });
}
say(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
