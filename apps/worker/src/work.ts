import 'reflect-metadata';

import { NestFactory } from '@nestjs/core';

import { drainOnSignal, type Env, exitUnstarted, Logger, ProbeServer, Readiness } from '#libs/platform';

import { WorkerModule } from './worker.module.js';

/** Runs jobs until a signal ends the process; ends it with one line when it cannot start. */
export const work = (env: Env): Promise<void> => start(env).catch(exitUnstarted);

async function start(env: Env): Promise<void> {
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(env), {
    bufferLogs: true,
    abortOnError: false,
  });
  const logger = app.get(Logger);
  app.useLogger(logger);
  drainOnSignal(app, { timeoutMs: env.SHUTDOWN_TIMEOUT, onSignal: () => app.get(Readiness).drain() });
  // The sweeper's timers do not hold the process; this does, until a signal ends it.
  setInterval(() => undefined, 1 << 30);
  const port = await app.get(ProbeServer).listen();
  logger.info(`Worker started; /health, /ready and /metrics on 0.0.0.0:${port}`);
}
