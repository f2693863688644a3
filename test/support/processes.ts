import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { expect } from '@jest/globals';

import { onCleanup } from './cleanup.js';

export const ROOT = join(import.meta.dirname, '..', '..');

const STOP_TIMEOUT_MS = 35_000;
const POLL_MS = 20;

export interface RunningProcess {
  readonly pid: number;
  /** Everything written so far, both streams, by line. */
  readonly logs: readonly string[];
  /** Resolves with the code, or the signal's name, when the process has ended. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** SIGTERM, and a failure unless the process drains and exits 0. Again, or after `kill`, does nothing. */
  stop(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
}

interface Launch {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly startTimeoutMs?: number;
  readonly isReady: (logs: readonly string[]) => Promise<boolean>;
}

let launched = 0;

/** Starts a process, keeps its log for the reporter, and waits until it is ready. Ends it after the test file's last test. */
export async function launch({
  name,
  command,
  args,
  env,
  startTimeoutMs = Number(process.env['START_TIMEOUT_MS'] ?? 120_000),
  isReady,
}: Launch): Promise<RunningProcess> {
  const child = spawn(command, args, {
    cwd: ROOT,
    // A developer's own .env is no part of a test.
    env: { PATH: process.env['PATH'], ENV_FILE: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const logs = collect(child, `${String(++launched).padStart(2, '0')}-${name}.log`);
  let isExpectedToEnd = false;
  const ended = new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(signal ?? code ?? 0));
  });
  ended.catch(() => undefined);
  let stopping: Promise<void> | undefined;
  const running: RunningProcess = {
    pid: child.pid ?? 0,
    logs,
    ended,
    stop: () => {
      if (isExpectedToEnd && !stopping) return Promise.resolve();
      isExpectedToEnd = true;
      return (stopping ??= stopGracefully(name, child, ended));
    },
    kill: async () => {
      isExpectedToEnd = true;
      child.kill('SIGKILL');
      await ended;
    },
  };
  onCleanup(() => running.stop());
  await waitUntilReady(name, child, logs, startTimeoutMs, isReady).catch(async (fault: unknown) => {
    await running.kill().catch(() => undefined);
    throw fault;
  });
  return running;
}

export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function waitUntilReady(
  name: string,
  child: ChildProcess,
  logs: readonly string[],
  timeoutMs: number,
  isReady: Launch['isReady'],
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await isReady(logs))) {
    const end = child.exitCode ?? child.signalCode;
    if (end !== null) throw new Error(`${name} ended with ${end} before it was ready:\n${logs.slice(-20).join('\n')}`);
    if (Date.now() > deadline)
      throw new Error(`${name} was not ready after ${timeoutMs} ms:\n${logs.slice(-20).join('\n')}`);
    await delay(POLL_MS);
  }
}

async function stopGracefully(
  name: string,
  child: ChildProcess,
  ended: Promise<number | NodeJS.Signals>,
): Promise<void> {
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  const end = await ended.finally(() => clearTimeout(late));
  if (end !== 0) throw new Error(`${name} ended with ${end} after SIGTERM, not with 0`);
}

function collect(child: ChildProcess, fileName: string): string[] {
  const folder = join(
    process.env['COMANDA_TEST_LOGS'] ?? join(tmpdir(), 'comanda-test-logs'),
    basename(expect.getState().testPath ?? 'test'),
  );
  mkdirSync(folder, { recursive: true });
  const file = createWriteStream(join(folder, fileName));
  const logs: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      file.write(chunk);
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      logs.push(...lines);
    });
  }
  child.once('close', () => file.end());
  return logs;
}
