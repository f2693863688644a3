import 'reflect-metadata';

import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';

import {
  asyncApiDocument,
  configureHttp,
  describeEvents,
  ExpressHttpAdapter,
  openApiDocument,
  readEnv,
} from '#libs/platform';

import { ApiModule } from '../../api/src/api.module.js';
import { say } from './database.js';
import { describeDifferences } from './openapi-differences.js';

/** Committed files that follow from the code. */
interface Documents {
  readonly 'openapi.json': unknown;
  readonly 'asyncapi.json': unknown;
}

/** Of no use to anybody: nothing is reached and nothing is signed while the document is made. */
const NOWHERE = {
  NODE_ENV: 'development',
  DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing',
  JWT_SECRET: 'no token is ever signed while describing',
  LOG_LEVEL: 'silent',
  DOCS_ENABLED: 'false',
  WEB_ENABLED: 'false',
};

/**
 * Writes `openapi.json` and `asyncapi.json` from the code, without a database and without listening. `--check` writes nothing and fails when
 * a committed file says something else.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { check: { type: 'boolean', default: false } } });
  for (const [file, document] of Object.entries(await describeApi())) {
    const current = `${JSON.stringify(document, null, 2)}\n`;
    if (values.check) await assertCommitted(file, current);
    else await writeFile(file, current);
    say(values.check ? `${file} says what the code does` : `${file} is written`);
  }
}

async function assertCommitted(file: string, current: string): Promise<void> {
  const committed = await readFile(file, 'utf8').catch(() => '{}');
  if (committed === current) return;
  const differences = describeDifferences(JSON.parse(committed), JSON.parse(current));
  throw new Error([`${file} is not what the code does; run npm run openapi`, ...differences].join('\n  '));
}

/** The application is made and never initialised: providers connect when they are, and not before. */
async function describeApi(): Promise<Documents> {
  const env = readEnv(NOWHERE);
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.forRoot(env), new ExpressHttpAdapter(), {
    logger: false,
    bodyParser: false,
    abortOnError: false,
  });
  configureHttp(app, env);
  return { 'openapi.json': openApiDocument(app), 'asyncapi.json': asyncApiDocument(describeEvents(app)) };
}
