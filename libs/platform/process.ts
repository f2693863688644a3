import type { INestApplicationContext } from '@nestjs/common';

import { asUnavailable } from './database/database-errors.js';
import { Logger } from './telemetry/logger.js';

/** Ends a process that could not start with one clear line. */
export function exitUnstarted(error: unknown): never {
  const reason = asUnavailable(error)
    ? `the database cannot be reached (${(error as Error).message}): check DATABASE_URL and that PostgreSQL runs`
    : isMissingTable(error)
      ? 'the database has no tables yet, or old ones: run `npm run migrate-up`'
      : isTakenPort(error)
        ? 'the port is taken: set PORT to a free one'
        : error instanceof Error
          ? error.message
          : String(error);
  process.stderr.write(`comanda: cannot start: ${reason}\n`);
  process.exit(1);
}

export interface Stopping {
  /** Milliseconds that everything is served on for after the signal, so that a balancer has seen that it should send no more. */
  readonly delayMs?: number;
  /** Milliseconds that what is in hand has to finish, from the end of the delay; then the process exits 1. */
  readonly timeoutMs: number;
  /** At the signal: tells whoever asks that the process is leaving. */
  readonly onSignal?: () => void;
  /** At the end of the delay, before anything is closed. */
  readonly onDrain?: () => void;
}

/**
 * SIGTERM and SIGINT end the process in order: it says so and serves on for the delay, then takes nothing new, finishes what is in hand and
 * exits 0. A second signal ends the delay.
 */
export function drainOnSignal(app: INestApplicationContext, stopping: Stopping): void {
  const { delayMs = 0, timeoutMs, onSignal, onDrain } = stopping;
  const logger = app.get(Logger);
  let delay: NodeJS.Timeout | undefined;
  let isDraining = false;
  const drain = () => {
    if (isDraining) return;
    isDraining = true;
    clearTimeout(delay);
    setTimeout(() => {
      logger.error('What was in hand did not finish in SHUTDOWN_TIMEOUT; it is cut off');
      void logger.end(1);
    }, timeoutMs).unref();
    onDrain?.();
    app.close().then(
      () => logger.end(0),
      (error: unknown) => {
        logger.error('Stopping failed', { error });
        return logger.end(1);
      },
    );
  };
  const stop = (signal: string) => {
    if (isDraining) return;
    const isFirst = delay === undefined;
    logger.info(`Stopping on ${signal}`, isFirst && delayMs > 0 ? { serving_on_for_ms: delayMs } : {});
    if (isFirst) onSignal?.();
    if (isFirst && delayMs > 0) delay = setTimeout(drain, delayMs);
    else drain();
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
  // Node's own way to tell of these is a write that waits for whoever reads.
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => logger.warn('Node warns', { name, message }));
  process.on('unhandledRejection', (error) => logger.error('A promise was left unhandled', { error }));
}

const isMissingTable = (error: unknown): boolean =>
  (error as { code?: string; driverError?: { code?: string } } | null)?.code === '42P01' ||
  (error as { driverError?: { code?: string } } | null)?.driverError?.code === '42P01';

const isTakenPort = (error: unknown): boolean => (error as { code?: string } | null)?.code === 'EADDRINUSE';
