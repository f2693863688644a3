import 'reflect-metadata';

import { NestFactory } from '@nestjs/core';

import { drainOnSignal, type Env, exitUnstarted, Logger } from '#libs/platform';

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
  drainOnSignal(app, { timeoutMs: env.SHUTDOWN_TIMEOUT });
  // The sweeper's timers do not hold the process; this does, until a signal ends it.
  setInterval(() => undefined, 1 << 30);
  logger.info('Worker started');
}
