import { z } from 'zod';

import { archiveFaults, archiveVariables } from './archive-env.js';
import { databaseUrl, duration, flag, serviceRoles, url, wholeNumber } from './env-forms.js';
import { isPlainOutside, originFaults, proxyFaults } from './env-networks.js';
import { providerFaults, providerVariables } from './provider-env.js';
import { redisFaults, redisVariables } from './redis-env.js';

const MIN_SECRET = 32;
const WEAK = /^(.)\1+$|secret|change|password|example|123456/i;

/** `a@b.c`, or `Name <a@b.c>`. */
const SENDER = /^(?:[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/;

/** Where guests, providers and the archive are reached. */
const WEB_ADDRESS = /^(?:(?:FRONTEND|PROPAY|.+_BASE)_URL|ARCHIVE_S3_ENDPOINT)$/;

/** Every variable that Comanda reads, with what it should look like. docs/environment.md names the same. */
const schema = z.object({
  NODE_ENV: z
    .enum(['development', 'test', 'production'])
    .default('development')
    .describe('development, test or production'),
  PORT: wholeNumber(8080, 0, 65535),
  SERVICE_ROLES: serviceRoles(),
  DATABASE_URL: databaseUrl(),
  MIGRATE_DATABASE_URL: databaseUrl().optional(),
  DATABASE_REPLICA_URL: databaseUrl().optional(),
  REPLICA_MAX_LAG: duration('10s', { least: '1s', most: '1h' }),
  DB_POOL_MIN: wholeNumber(2, 0, 1000),
  DB_POOL_MAX: wholeNumber(16, 1, 1000),
  DB_PIPELINE: flag(true),
  ...redisVariables,
  EVENT_RELAY_URL: url(
    /^amqps?$/,
    'a RabbitMQ such as amqp://user:password@host:5672/vhost, or amqps:// for TLS',
  ).optional(),
  EVENT_RETENTION: duration('90d', { least: '1d', most: '3650d' }),
  HISTORY_RETENTION: duration('1825d', { least: '30d', most: '36500d' }),
  ...archiveVariables,
  JWT_SECRET: z.string().min(1).describe(`a random text of at least ${MIN_SECRET} characters`),
  JWT_TTL: duration('24h', { least: '1s' }),
  REFRESH_TTL: duration('720h', { least: '1s' }),
  ALLOWED_ORIGINS: z
    .string()
    .default('http://localhost:8880')
    .transform((text) =>
      text
        .split(',')
        .map((origin) => origin.trim())
        .filter(Boolean),
    )
    .describe('a comma-separated list of origins such as https://shop.example'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('debug, info, warn or error'),
  TRUST_PROXY: z
    .string()
    .default('')
    .describe('loopback, or a comma-separated list of addresses and CIDR ranges of your proxies; empty for none'),
  RATE_LIMIT_ENABLED: flag(true),
  RATE_LIMIT_GLOBAL: wholeNumber(300, 1, 10_000_000),
  RATE_LIMIT_WINDOW: duration('60s', { least: '1s' }),
  RATE_LIMIT_LOGIN: wholeNumber(5, 1, 1_000_000),
  RATE_LIMIT_LOGIN_WINDOW: duration('20s', { least: '1s' }),
  RATE_LIMIT_REGISTER: wholeNumber(3, 1, 1_000_000),
  RATE_LIMIT_REGISTER_WINDOW: duration('1h', { least: '1s' }),
  RATE_LIMIT_FORGOT: wholeNumber(5, 1, 1_000_000),
  RATE_LIMIT_FORGOT_WINDOW: duration('1h', { least: '1s' }),
  RATE_LIMIT_GUEST: wholeNumber(10, 1, 1_000_000),
  RATE_LIMIT_GUEST_WINDOW: duration('60s', { least: '1s' }),
  TABLE_SESSION_TTL: duration('4h'),
  FRONTEND_URL: url(/^https?$/, 'the public URL of your guest pages, such as https://shop.example').default(
    'http://localhost:8080',
  ),
  ALLOW_STAFF_SELF_REGISTRATION: flag(false),
  WS_ALLOW_ANONYMOUS: flag(false),
  CACHE_ENABLED: flag(true),
  CACHE_L1_MAX_SIZE: wholeNumber(1000, 1, 10_000_000),
  CACHE_TTL_PRODUCTS: duration('5m'),
  CACHE_TTL_CATEGORIES: duration('15m'),
  SMTP_URL: url(/^smtps?$/, 'a mail server such as smtp://user:password@host:587 or smtps://host').optional(),
  MAILER_FROM_EMAIL: z
    .string()
    .max(320)
    .regex(SENDER)
    .optional()
    .describe('the sender of mails: an address, or a name and an address such as Comanda <no-reply@shop.example>'),
  ...providerVariables,
  METRICS_TOKEN: z.string().min(16).optional().describe('a text of at least 16 characters; unset leaves /metrics open'),
  /** Of a process that serves no API. */
  METRICS_PORT: wholeNumber(9464, 0, 65535),
  /** Longer than a job's lease, which a job that is merely slow may use up. */
  HEALTH_TIMEOUT: duration('90s', { least: '5s', most: '1h' }),
  SLOW_QUERY: duration('250ms', { most: '1h' }),
  OTEL_EXPORTER_OTLP_ENDPOINT: url(
    /^https?$/,
    'where OpenTelemetry takes traces over HTTP, such as http://collector:4318',
  ).optional(),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1).describe('a share of traces from 0 to 1'),
  DOCS_ENABLED: flag(true),
  WEB_ENABLED: flag(true),
  HTTP_FAST_PATH: flag(true),
  SHUTDOWN_DELAY: duration('0s', { least: '0s', most: '5m' }),
  SHUTDOWN_TIMEOUT: duration('30s', { most: '1h' }),
});

export type Env = Readonly<z.output<typeof schema>>;

/** All faults of the environment, a line each: the variable's name and what it should look like, never its value. */
export class EnvError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('; '));
    this.name = 'EnvError';
  }
}

/** Reads and checks everything at once. Empty variables count as unset. Throws {@link EnvError}. */
export function readEnv(source: NodeJS.ProcessEnv): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const production = given['NODE_ENV'] === 'production';
  // A balancer asks /ready each second or two; nobody waits for one on a developer's machine.
  if (production) given['SHUTDOWN_DELAY'] ??= '5s';
  const result = schema.safeParse(given);
  const faults = result.success ? [] : describeFaults(result.error, given);
  const env = result.data;
  const secret = given['JWT_SECRET'] ?? '';
  if (secret && (secret.length < MIN_SECRET || (production && (WEAK.test(secret) || new Set(secret).size < 10)))) {
    faults.push(
      `JWT_SECRET is too weak: it should be a random text of at least ${MIN_SECRET} characters (openssl rand -hex 32)`,
    );
  }
  if (production) {
    for (const name of ['ALLOW_STAFF_SELF_REGISTRATION', 'WS_ALLOW_ANONYMOUS']) {
      if (given[name] === 'true') faults.push(`${name} must not be true when NODE_ENV=production`);
    }
    if (given['RATE_LIMIT_ENABLED'] === 'false') {
      faults.push('RATE_LIMIT_ENABLED must not be false when NODE_ENV=production');
    }
    faults.push(...originFaults(given['ALLOWED_ORIGINS'] ?? ''));
    for (const [name, value] of Object.entries(env ?? {})) {
      if (WEB_ADDRESS.test(name) && typeof value === 'string' && isPlainOutside(value))
        faults.push(`${name} must be https when NODE_ENV=production, unless it is of your own network`);
    }
  }
  faults.push(...proxyFaults(given['TRUST_PROXY'] ?? ''));
  faults.push(...redisFaults(given));
  faults.push(...archiveFaults(given));
  faults.push(...providerFaults(given));
  if (env && env.DB_POOL_MIN > env.DB_POOL_MAX) faults.push('DB_POOL_MIN must not be above DB_POOL_MAX');
  if (faults.length > 0 || !env) throw new EnvError(faults);
  return env;
}

/** Name, expected form and default of each variable, for docs/environment.md and the console's help. */
export function describeEnv(): { name: string; form: string; required: boolean }[] {
  return Object.entries(schema.shape).map(([name, type]) => ({
    name,
    form: (type as z.ZodType).description ?? '',
    required: name === 'DATABASE_URL' || name === 'JWT_SECRET',
  }));
}

function describeFaults(error: z.ZodError, given: Record<string, string | undefined>): string[] {
  const names = new Set(error.issues.map((issue) => String(issue.path[0])));
  return [...names].map((name) => {
    const type = schema.shape[name as keyof typeof schema.shape] as z.ZodType | undefined;
    const form = descriptionOf(type) ?? 'set';
    return `${name} is ${given[name] === undefined ? 'missing' : 'malformed'}: it should be ${form}`;
  });
}

function descriptionOf(type: z.ZodType | undefined): string | undefined {
  if (!type) return undefined;
  if (type.description) return type.description;
  const inner = (type as unknown as { def?: { innerType?: z.ZodType } }).def?.innerType;
  return descriptionOf(inner);
}
