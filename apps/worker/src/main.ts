import 'reflect-metadata';

import { NestFactory } from '@nestjs/core';

import { drainOnSignal, envOrExit, exitUnstarted, Logger } from '#libs/platform';

import { WorkerModule } from './worker.module.js';

async function main(): Promise<void> {
  const env = envOrExit();
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(env), {
    bufferLogs: true,
    abortOnError: false,
  });
  const logger = app.get(Logger);
  app.useLogger(logger);
  drainOnSignal(app, env.SHUTDOWN_TIMEOUT);
  // The sweeper's timers do not hold the process; this does, until a signal ends it.
  setInterval(() => undefined, 1 << 30);
  logger.info('Worker started');
}

main().catch(exitUnstarted);
