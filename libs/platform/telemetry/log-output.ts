import { constants, fstatSync, openSync, write, writeSync } from 'node:fs';

const GATHERED_BYTES = 8_192;
const GATHERED_MS = 100;
const MOST_BYTES = 1_000_000;
const FULL_PIPE_PAUSE_MS = 100;
const FAULT_PAUSE_MS = 1_000;
/** A write that takes longer waits for somebody who does not read. */
const STUCK_MS = 1_000;
const LAST_WORDS_MS = 250;

/**
 * Where lines of the log go: a file descriptor that may be full, gone, or a pipe that nobody reads. Lines gather for a moment and are written
 * beside the work; beyond a megabyte they are dropped and counted, and written again once that is possible. It never blocks the process and never
 * throws. (pino's own destination waits for a full disk for ever when the process ends.)
 */
export class LogOutput {
  private lines: string[] = [];
  private bytes = 0;
  private rest: Buffer = Buffer.alloc(0);
  private isWriting = false;
  /** Since when what is to be written next waits. */
  private waitingSince: number | null = null;
  private pause?: NodeJS.Timeout;
  private fault: string | null = null;
  private lost = 0;
  private lostBefore = 0;
  private readonly timer: NodeJS.Timeout;
  private readonly onExit = (): void => this.lastWords();

  /** `restored` hears how many lines were dropped once lines are written again. */
  constructor(
    private readonly fd: number,
    private readonly restored: (lines: number) => void,
  ) {
    this.timer = setInterval(() => this.flush(), GATHERED_MS);
    this.timer.unref();
    process.once('exit', this.onExit);
  }

  /** Lines that were dropped since the process began. */
  get dropped(): number {
    return this.lost;
  }

  /** What keeps lines from being written; null when nothing does. */
  get trouble(): string | null {
    return this.fault ?? (this.waitsLong ? 'nobody reads it' : null);
  }

  /** A write is under way that may never end, and with it the end of the process would not. */
  get isStuck(): boolean {
    return this.isWriting && this.waitsLong;
  }

  write(line: string): void {
    if (this.bytes + line.length > MOST_BYTES) {
      this.lost += 1;
      return;
    }
    this.lines.push(line);
    this.bytes += line.length;
    if (this.bytes >= GATHERED_BYTES) this.flush();
  }

  /** Begins to write what has gathered. */
  flush(): void {
    if (this.isWriting || this.pause) return;
    if (this.rest.length === 0) this.take();
    if (this.rest.length === 0) return;
    this.isWriting = true;
    this.waitingSince ??= performance.now();
    write(this.fd, this.rest, (error, count) => {
      this.isWriting = false;
      if (error) this.failed(error);
      else this.wrote(count);
    });
  }

  /** Resolves when everything is written, or cannot be, or after `ms`. */
  async settle(ms: number): Promise<void> {
    const until = performance.now() + ms;
    this.flush();
    while (this.bytes + this.rest.length > 0 && this.fault === null && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      this.flush();
    }
  }

  private get waitsLong(): boolean {
    return this.waitingSince !== null && performance.now() - this.waitingSince > STUCK_MS;
  }

  private take(): void {
    if (this.bytes === 0) return;
    this.rest = Buffer.from(this.lines.join(''));
    this.lines = [];
    this.bytes = 0;
  }

  private wrote(count: number): void {
    this.rest = this.rest.subarray(count);
    this.waitingSince = null;
    this.fault = null;
    if (this.lost > this.lostBefore) {
      const lines = this.lost - this.lostBefore;
      this.lostBefore = this.lost;
      this.restored(lines);
    }
    if (this.rest.length > 0 || this.bytes >= GATHERED_BYTES) this.flush();
  }

  private failed({ code = 'unknown' }: NodeJS.ErrnoException): void {
    const isFull = code === 'EAGAIN';
    this.fault = isFull ? null : code;
    this.pause = setTimeout(
      () => {
        this.pause = undefined;
        this.flush();
      },
      isFull ? FULL_PIPE_PAUSE_MS : FAULT_PAUSE_MS,
    );
    this.pause.unref();
  }

  /** At the end of the process: what is left is written as long as that is possible at once. */
  private lastWords(): void {
    if (this.fault !== null || this.waitsLong) return;
    // What is being written is finished by Node itself.
    if (this.isWriting) this.rest = Buffer.alloc(0);
    const until = performance.now() + LAST_WORDS_MS;
    do {
      if (this.rest.length === 0) this.take();
      try {
        while (this.rest.length > 0) this.rest = this.rest.subarray(writeSync(this.fd, this.rest));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
      }
    } while (this.bytes + this.rest.length > 0 && performance.now() < until);
  }
}

/**
 * The process' standard output. A pipe is opened anew, for itself alone, so that a write to one that nobody reads fails at once instead of
 * holding a thread; where that is not possible (a socket, a terminal) one thread may be held, and the process goes on.
 */
export function standardOutput(): number {
  try {
    if (fstatSync(1).isFIFO()) {
      return openSync('/proc/self/fd/1', constants.O_WRONLY | constants.O_NONBLOCK);
    }
  } catch {
    // No /proc, or nobody at the other end: written to as it is.
  }
  return 1;
}
