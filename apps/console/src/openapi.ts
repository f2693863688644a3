import 'reflect-metadata';

import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';

import { configureHttp, ExpressHttpAdapter, openApiDocument, readEnv } from '#libs/platform';

import { ApiModule } from '../../api/src/api.module.js';
import { say } from './database.js';
import { describeDifferences } from './openapi-differences.js';

const FILE = 'openapi.json';

/** Of no use to anybody: nothing is reached and nothing is signed while the document is made. */
const NOWHERE = {
  NODE_ENV: 'development',
  DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing',
  JWT_SECRET: 'no token is ever signed while describing',
  LOG_LEVEL: 'silent',
  DOCS_ENABLED: 'false',
};

/**
 * Writes `openapi.json` from the code, without a database and without listening. `--check` writes nothing and fails when the committed
 * file says something else.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { check: { type: 'boolean', default: false } } });
  const current = `${JSON.stringify(await describeApi(), null, 2)}\n`;
  if (!values.check) {
    await writeFile(FILE, current);
    say(`${FILE} is written`);
    return;
  }
  const committed = await readFile(FILE, 'utf8').catch(() => '{}');
  if (committed === current) {
    say(`${FILE} says what the code does`);
    return;
  }
  const differences = describeDifferences(JSON.parse(committed), JSON.parse(current));
  throw new Error([`${FILE} is not what the code does; run npm run openapi`, ...differences].join('\n  '));
}

/** The application is made and never initialised: providers connect when they are, and not before. */
async function describeApi(): Promise<unknown> {
  const env = readEnv(NOWHERE);
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.forRoot(env), new ExpressHttpAdapter(), {
    logger: false,
    bodyParser: false,
    abortOnError: false,
  });
  configureHttp(app, env);
  return openApiDocument(app);
}
