import { Injectable, type LoggerService } from '@nestjs/common';
import { type Logger as Pino, pino } from 'pino';

import { driverError } from '../database/database-errors.js';
import { LogOutput, standardOutput } from './log-output.js';
import { currentRequest } from './request-context.js';

type Fields = Readonly<Record<string, unknown>>;

const SECRET =
  /pass(word)?|pin$|secret|token|authorization|cookie|cpf|cnpj|state_?registration|card|cvv|pan$|signature|api_?key|hash/i;
const MAX_DEPTH = 5;
const MOST_NAMES = 2_000;
const LAST_LINES_MS = 1_000;

/**
 * JSON lines with `time`, `level`, `msg`, `request_id`, `job_id`, `client_address` and `user_id`. Whatever is named like a secret is struck out at any depth, and
 * errors are told by type, code and stack: their messages may quote values, so a database error's detail never gets here.
 */
@Injectable()
export class Logger implements LoggerService {
  private readonly pino: Pino;
  private readonly output: LogOutput;

  constructor(level = process.env['LOG_LEVEL'] || 'info') {
    // Lines gather for a moment, warnings excepted: a write for each would cost more than making it.
    this.output = new LogOutput(standardOutput(), (lines) => this.warn('Lines of the log were dropped', { lines }));
    this.pino = pino(
      {
        level,
        base: null,
        timestamp: () => `,"time":"${new Date().toISOString()}"`,
        formatters: { level: (label) => ({ level: label }) },
      },
      this.output,
    );
  }

  debug(message: unknown, fields?: unknown): void {
    this.write('debug', message, fields);
  }

  verbose(message: unknown, fields?: unknown): void {
    this.write('debug', message, fields);
  }

  log(message: unknown, fields?: unknown): void {
    this.write('info', message, fields);
  }

  info(message: string, fields?: Fields): void {
    this.write('info', message, fields);
  }

  warn(message: unknown, fields?: unknown): void {
    this.write('warn', message, fields);
  }

  error(message: unknown, fields?: unknown): void {
    this.write('error', message, fields);
  }

  fatal(message: unknown, fields?: unknown): void {
    this.write('fatal', message, fields);
  }

  /** Lines that could not be written and are lost, since the process began. */
  get dropped(): number {
    return this.output.dropped;
  }

  /** What keeps lines from being written; null when nothing does. */
  get trouble(): string | null {
    return this.output.trouble;
  }

  /** Writes what has gathered, and ends the process. A log that takes nothing holds it up for a second, not for ever. */
  async end(code: number): Promise<never> {
    await this.output.settle(LAST_LINES_MS);
    // The end of Node waits for a write that is under way, however long.
    if (this.output.isStuck) process.kill(process.pid, 'SIGKILL');
    process.exit(code);
  }

  private write(level: 'debug' | 'info' | 'warn' | 'error' | 'fatal', message: unknown, fields: unknown): void {
    if (!this.pino.isLevelEnabled(level)) return;
    const context = currentRequest();
    // Nest's own calls pass a context name, or a stack, as the second argument.
    const extra = typeof fields === 'object' && fields !== null ? (redact(fields) as Fields) : {};
    const line: Record<string, unknown> = {};
    if (context) line['request_id'] = context.requestId;
    if (context?.jobId) line['job_id'] = context.jobId;
    if (context?.clientAddress) line['client_address'] = context.clientAddress;
    if (context?.actor?.kind === 'user') line['user_id'] = context.actor.id;
    this.pino[level](Object.assign(line, extra), message instanceof Error ? message.name : String(message));
    // What somebody should look at does not wait for company.
    if (level !== 'debug' && level !== 'info') this.output.flush();
  }
}

/** A copy without secrets: struck out by name, errors reduced to what cannot carry a value. */
export function redact(value: unknown, depth = 0): unknown {
  if (value instanceof Error) {
    const driver = driverError(value);
    const fromDatabase = driver.code !== undefined && /^[0-9A-Z]{5}$/.test(driver.code);
    const message = fromDatabase ? 'database error' : value.message;
    const stack = value.stack?.split('\n').slice(1, 12).join('\n');
    return { type: value.name, code: driver.code, constraint: driver.constraint, message, stack };
  }
  if (value instanceof Date || typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return '[deep]';
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => redact(item, depth + 1));
  const copy: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) copy[key] = isSecret(key) ? '[redacted]' : redact(item, depth + 1);
  return copy;
}

const judged = new Map<string, boolean>();

/** Fields have few names, and every line of the log has the same ones. */
function isSecret(name: string): boolean {
  let verdict = judged.get(name);
  if (verdict === undefined) {
    verdict = SECRET.test(name);
    if (judged.size < MOST_NAMES) judged.set(name, verdict);
  }
  return verdict;
}
