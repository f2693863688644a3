import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from '@jest/globals';

import { describeWhere, findFreePort, launch, onCleanup, programPath, runToEnd } from '../../support/index.js';

/** Ports of the processes of each role. */
export type Places = Readonly<Record<string, readonly number[]>>;

interface Kind {
  readonly name: 'nginx' | 'caddy';
  readonly program: string | undefined;
  /** The configuration as it is, and what lets several gateways run on one machine. */
  readonly beside: (text: string, folder: string) => string;
  readonly check: (file: string, folder: string) => readonly string[];
  readonly run: (file: string, folder: string) => readonly string[];
  readonly isFine: string;
}

const KINDS: readonly Kind[] = [
  {
    name: 'nginx',
    program: programPath('nginx'),
    beside: (text, folder) => `pid ${join(folder, 'nginx.pid')};\n${text}`,
    check: (file, folder) => ['-t', '-e', join(folder, 'error.log'), '-c', file],
    run: (file, folder) => ['-e', join(folder, 'error.log'), '-g', 'daemon off;', '-c', file],
    isFine: 'test is successful',
  },
  {
    name: 'caddy',
    program: programPath('caddy'),
    beside: (text) => text.replace('auto_https off', 'auto_https off\n\tadmin off'),
    check: (file) => ['validate', '--adapter', 'caddyfile', '--config', file],
    run: (file) => ['run', '--adapter', 'caddyfile', '--config', file],
    isFine: 'Valid configuration',
  },
];

const INSTALL = { nginx: 'apt-get install nginx-light', caddy: 'apt-get install caddy' };

interface Options {
  /** How long it waits for an answer, instead of the minute that operators get. */
  readonly patienceSeconds?: number;
}

type Start = (places: Places, options?: Options) => Promise<{ readonly url: string }>;

/** A suite for each gateway; where one is not installed its suite is skipped, and says so. */
export function describeBehindGateways(suite: (start: Start) => void): void {
  for (const kind of KINDS) {
    describeWhere(
      kind.program !== undefined,
      kind.name,
      INSTALL[kind.name],
    )(`behind ${kind.name}`, () => suite((places, options) => startGateway(kind, places, options)));
  }
}

/** The gateway with the configuration that the console prints, after the program itself has checked it. */
async function startGateway(kind: Kind, places: Places, { patienceSeconds }: Options = {}): Promise<{ url: string }> {
  const port = await findFreePort();
  const servers = Object.entries(places).flatMap(([role, ports]) => [
    '--servers',
    `${role}=${ports.map((each) => `127.0.0.1:${each}`).join(',')}`,
  ]);
  const { code, lines, stdout } = await runToEnd('console', {}, [
    'gateway-config',
    '--for',
    kind.name,
    '--listen',
    String(port),
    ...servers,
  ]);
  expect([code, lines]).toEqual([0, []]);
  const folder = mkdtempSync(join(tmpdir(), 'comanda-gateway-'));
  onCleanup(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
  const text = patienceSeconds === undefined ? stdout : stdout.replaceAll(/\b60s\b/g, `${patienceSeconds}s`);
  const file = join(folder, 'configuration');
  writeFileSync(file, kind.beside(text, folder));
  // Caddy keeps its own files there.
  const env = { HOME: folder };
  const command = kind.program ?? kind.name;
  const checked = spawnSync(command, kind.check(file, folder), { encoding: 'utf8', env: { ...process.env, ...env } });
  expect(checked.stdout + checked.stderr).toContain(kind.isFine);
  const url = `http://127.0.0.1:${port}`;
  const running = await launch({
    name: kind.name,
    command,
    args: kind.run(file, folder),
    env,
    isReady: () => answersPing(url),
  });
  onCleanup(() => running.kill());
  return { url };
}

const answersPing = (url: string): Promise<boolean> =>
  fetch(`${url}/api/v1/ping`).then(
    ({ ok }) => ok,
    () => false,
  );
