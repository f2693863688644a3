import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const START_MS = 180_000;
const STOP_MS = 35_000;
const POLL_MS = 100;
/** An API of a demo that was killed is still letting go of the port. */
const PORT_PATIENCE_MS = 5_000;
const LOG_LINES = 12;

const DIST = join(import.meta.dirname, '..', '..', '..', '..');
const LEASH = join(import.meta.dirname, 'leash.js');

export type Environment = Readonly<Record<string, string | undefined>>;

/** A process of production, as `npm start` runs it, with its log in a file. */
export class Server {
  private stopping?: Promise<void>;

  private constructor(
    readonly name: string,
    readonly logFile: string,
    private readonly child: ChildProcess,
    /** Resolves when the process has ended. */
    readonly ended: Promise<void>,
  ) {}

  static start(app: 'api' | 'worker', environment: Environment, logFile: string): Server {
    mkdirSync(dirname(logFile), { recursive: true });
    const log = openSync(logFile, 'w');
    const child = spawn(
      process.execPath,
      ['--enable-source-maps', '--import', LEASH, join(DIST, 'apps', app, 'src', 'main.js')],
      { env: { ...process.env, ...environment }, stdio: ['ignore', log, log, 'ipc'] },
    );
    closeSync(log);
    const ended = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    return new Server(app, logFile, child, ended);
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Waits until `isReady` says so. Throws, with the end of its log, when the process ends before or takes too long. */
  async ready(isReady: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + START_MS;
    while (!(await isReady())) {
      if (!this.isRunning) throw new Error(`the ${this.name} ended while it started:\n${this.lastLines()}`);
      if (Date.now() > deadline) throw new Error(`the ${this.name} was not ready in time:\n${this.lastLines()}`);
      await delay(POLL_MS);
    }
  }

  /** In order, as production stops it; by force when it takes too long. */
  stop(): Promise<void> {
    return (this.stopping ??= this.end());
  }

  lastLines(): string {
    const lines = readFileSync(this.logFile, 'utf8').trimEnd().split('\n');
    return lines.slice(-LOG_LINES).join('\n');
  }

  private async end(): Promise<void> {
    if (!this.isRunning) return;
    this.child.kill('SIGTERM');
    const late = setTimeout(() => this.child.kill('SIGKILL'), STOP_MS);
    await this.ended;
    clearTimeout(late);
  }
}

export const answersReady = (base: string): Promise<boolean> =>
  fetch(`${base}/ready`).then(
    ({ ok }) => ok,
    () => false,
  );

export const hasStarted = (server: Server) => (): Promise<boolean> =>
  Promise.resolve(server.lastLines().includes('Worker started'));

/** Throws one clear line when somebody else has the port. */
export async function demandPort(port: number): Promise<void> {
  const deadline = Date.now() + PORT_PATIENCE_MS;
  while (!(await isFree(port))) {
    if (Date.now() > deadline) {
      throw new Error(
        `port ${port} is taken: stop what listens there, or choose another one: npm run demo -- --port ${port + 1}`,
      );
    }
    await delay(POLL_MS);
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error.code === 'EACCES' ? new Error(`port ${port} may not be used by this user; try --port`) : error);
    });
    probe.listen(port, '0.0.0.0', () => probe.close(() => resolve(true)));
  });
}
