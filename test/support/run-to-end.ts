import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { ROOT } from './processes.js';

export interface End {
  readonly code: number | null;
  /** What it wrote to stderr for a person: what is wrong, and what to do. */
  readonly lines: readonly string[];
  readonly stdout: string;
}

const TIMEOUT_MS = 60_000;

/** Runs a process of the application, which is expected to end by itself; that of another version when `release` is the folder where it is built. */
export function runToEnd(
  app: 'api' | 'worker' | 'console',
  env: Readonly<Record<string, string | undefined>>,
  args: readonly string[] = [],
  release = ROOT,
): Promise<End> {
  const child = spawn(process.execPath, [join(release, `dist/apps/${app}/src/main.js`), ...args], {
    cwd: release,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [text, stdout] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const late = setTimeout(() => child.kill('SIGKILL'), TIMEOUT_MS);
  const speaker = app === 'console' ? args[0] : 'comanda';
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(late);
      resolve({ code, lines: text.split('\n').filter((line) => line.startsWith(`${speaker}: `)), stdout });
    });
  });
}

/**
 * Migrates a database as an operator does, by this version or by the one that is built in the folder `release`. (Jest may trip over migrations
 * that TypeORM loads at once within it.)
 */
export async function migrate(url: string, { release }: { readonly release?: string | undefined } = {}): Promise<void> {
  const { code, lines } = await runToEnd('console', { DATABASE_URL: url }, ['migrate-up'], release);
  if (code !== 0) throw new Error(`migrate-up ended with ${code}: ${lines.join('\n')}`);
}
