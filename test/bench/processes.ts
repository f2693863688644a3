import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export const ROOT = join(import.meta.dirname, '..', '..');

const START_TIMEOUT_MS = 30_000;
const POLL_MS = 10;
const TICKS_PER_SECOND = 100;
/** Places in /proc/<pid>/stat, counted from what follows the name. */
const [UTIME, STIME, CHILDREN_UTIME, CHILDREN_STIME] = [11, 12, 13, 14];

export interface Server {
  readonly name: string;
  readonly url: string;
  readonly pid: number;
  /** From the start of the process until it answered. */
  readonly readyMs: number;
  stop(): Promise<void>;
}

interface Launch {
  readonly name: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** The node binary; this process' own when absent. */
  readonly node?: string;
  /** Answers 200 once the server is up. */
  readonly probe: string;
}

/** Starts a server as a process of its own on a free port and waits until it answers. */
export async function serve({ name, args, env, cwd = ROOT, node = process.execPath, probe }: Launch): Promise<Server> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const began = performance.now();
  const child = spawn(node, args, {
    cwd,
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', PORT: String(port), ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  await untilUp(name, child, `${url}${probe}`);
  return { name, url, pid: child.pid ?? 0, readyMs: performance.now() - began, stop: () => end(child) };
}

/** A TypeScript file of the benchmark as a process. */
export const script = (file: string): string[] => ['--import', 'tsx', join(import.meta.dirname, file)];

export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** Seconds of CPU that a process has used so far; undefined where there is no /proc. */
export const cpuSeconds = (pid: number): number | undefined => secondsIn(pid, UTIME, STIME);

/** Seconds of CPU that the children of a process have used so far, those that have ended included. */
export function childrenCpuSeconds(pid: number): number | undefined {
  const ended = secondsIn(pid, CHILDREN_UTIME, CHILDREN_STIME);
  const living = readProc(`/proc/${pid}/task/${pid}/children`)?.trim().split(' ');
  return ended === undefined
    ? undefined
    : living?.reduce((sum, child) => sum + (cpuSeconds(Number(child)) ?? 0), ended);
}

function secondsIn(pid: number, ...places: readonly number[]): number | undefined {
  const stat = readProc(`/proc/${pid}/stat`);
  // The name, in brackets, may hold anything.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields && places.reduce((sum, place) => sum + Number(fields[place]), 0) / TICKS_PER_SECOND;
}

/** Resident memory in MB; undefined where there is no /proc. */
export function residentMb(pid: number): number | undefined {
  const kb = /VmRSS:\s+(\d+)/.exec(readProc(`/proc/${pid}/status`) ?? '')?.[1];
  return kb === undefined ? undefined : Number(kb) / 1024;
}

function readProc(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

async function untilUp(name: string, child: ChildProcess, url: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    const isUp = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (isUp) return;
    await delay(POLL_MS);
  }
  child.kill('SIGKILL');
  throw new Error(`${name} did not start`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
