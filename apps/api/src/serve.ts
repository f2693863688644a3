import 'reflect-metadata';

import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';

import {
  configureHttp,
  drainOnSignal,
  type Env,
  ExpressHttpAdapter,
  exitUnstarted,
  Logger,
  Readiness,
} from '#libs/platform';
import { RealtimeIoAdapter } from '#module/realtime';

import { ApiModule } from './api.module.js';

/** Serves HTTP and sockets until a signal ends the process; ends it with one line when it cannot start. */
export const serve = (env: Env): Promise<void> => start(env).catch(exitUnstarted);

async function start(env: Env): Promise<void> {
  const adapter = new ExpressHttpAdapter({ fastPath: env.HTTP_FAST_PATH });
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.forRoot(env), adapter, {
    bufferLogs: true,
    bodyParser: false,
    abortOnError: false,
  });
  const logger = app.get(Logger);
  app.useLogger(logger);
  configureHttp(app, env);
  app.useWebSocketAdapter(new RealtimeIoAdapter(app));
  const readiness = app.get(Readiness);
  drainOnSignal(app, {
    delayMs: env.SHUTDOWN_DELAY,
    timeoutMs: env.SHUTDOWN_TIMEOUT,
    onSignal: () => readiness.drain(),
    onDrain: () => adapter.drain(),
  });
  await app.listen(env.PORT, '0.0.0.0');
  const { port } = app.getHttpServer().address() as { port: number };
  logger.info(`Starting server on 0.0.0.0:${port}`);
}
