import type { INestApplicationContext } from '@nestjs/common';

import { asUnavailable } from './database/database-errors.js';
import { Logger } from './telemetry/logger.js';

/** Ends a process that could not start with one clear line. */
export function exitUnstarted(error: unknown): never {
  const reason = asUnavailable(error)
    ? 'the database cannot be reached: check DATABASE_URL and that PostgreSQL runs'
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

/**
 * SIGTERM and SIGINT end the process in order: nothing new, what is in hand finishes, then exit 0. After `timeoutMs` it exits 1 all the
 * same.
 */
export function drainOnSignal(
  app: INestApplicationContext,
  timeoutMs: number,
  beforeClose: () => void = () => undefined,
): void {
  const logger = app.get(Logger);
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    logger.info(`Stopping on ${signal}`);
    setTimeout(() => {
      logger.error('What was in hand did not finish in SHUTDOWN_TIMEOUT; it is cut off');
      void logger.end(1);
    }, timeoutMs).unref();
    beforeClose();
    app.close().then(
      () => logger.end(0),
      (error: unknown) => {
        logger.error('Stopping failed', { error });
        return logger.end(1);
      },
    );
  };
  process.once('SIGTERM', () => stop('SIGTERM'));
  process.once('SIGINT', () => stop('SIGINT'));
  // Node's own way to tell of these is a write that waits for whoever reads.
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => logger.warn('Node warns', { name, message }));
  process.on('unhandledRejection', (error) => logger.error('A promise was left unhandled', { error }));
}

const isMissingTable = (error: unknown): boolean =>
  (error as { code?: string; driverError?: { code?: string } } | null)?.code === '42P01' ||
  (error as { driverError?: { code?: string } } | null)?.driverError?.code === '42P01';

const isTakenPort = (error: unknown): boolean => (error as { code?: string } | null)?.code === 'EADDRINUSE';
