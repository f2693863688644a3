import { describe, expect, it } from '@jest/globals';

import { EnvError, readEnv } from './env.js';
import { readEnvFile } from './env-file.js';
import { redisSettings } from './redis-env.js';

const PRODUCTION = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://a@localhost/a',
  JWT_SECRET: 'kT9vXq2LmZ7rWc4HnB8yPd1JsF6gAe3U',
};

describe('the public address in production', () => {
  it.each([
    'https://shop.example',
    'http://localhost:8080',
    'http://127.0.0.1:8080',
    'http://192.168.1.20',
    'http://10.0.0.5:8080',
    'http://172.20.0.3',
    'http://till',
    'http://cafe.local',
    'http://[::1]:8080',
    'http://[fd12::7]',
  ])('is fine as %s', (url) => {
    expect(readEnv({ ...PRODUCTION, FRONTEND_URL: url }).FRONTEND_URL).toBe(url);
  });

  it.each([
    'http://shop.example',
    'http://8.8.8.8',
    'http://172.32.0.1',
    'http://10.example',
    'http://local.example',
    'http://[2001:db8::1]',
  ])('is refused without TLS as %s', (url) => {
    expect(() => readEnv({ ...PRODUCTION, FRONTEND_URL: url })).toThrow(/^FRONTEND_URL must be https/);
    expect(readEnv({ ...PRODUCTION, NODE_ENV: 'development', FRONTEND_URL: url }).FRONTEND_URL).toBe(url);
  });
});

const faultsOf = (given: Record<string, string>): readonly string[] => {
  try {
    readEnv({ ...PRODUCTION, ...given });
    return [];
  } catch (error) {
    return (error as EnvError).faults;
  }
};

describe('in production', () => {
  it.each([
    ['RATE_LIMIT_ENABLED', 'false'],
    ['ALLOWED_ORIGINS', 'null'],
    ['ALLOWED_ORIGINS', '*'],
    ['ALLOWED_ORIGINS', 'https://shop.example/'],
    ['ALLOWED_ORIGINS', 'https://shop.example/till'],
    ['ALLOWED_ORIGINS', 'https://fine.example,shop.example'],
    ['ALLOWED_ORIGINS', '//shop.example'],
    ['ALLOWED_ORIGINS', 'https://SHOP.example'],
    ['ALLOWED_ORIGINS', 'https://shop.example:443'],
    ['ALLOWED_ORIGINS', 'https://*.shop.example/x'],
    ['ALLOWED_ORIGINS', 'https://*.shop.example'],
    ['ALLOWED_ORIGINS', 'https://user@shop.example'],
    ['ALLOWED_ORIGINS', 'ftp://shop.example'],
    ['MIDTRANS_BASE_URL', 'http://api.midtrans.example'],
    ['OPENPIX_BASE_URL', 'http://8.8.8.8/x'],
    ['STRIPE_BASE_URL', 'http://stripe.example'],
    ['RESEND_BASE_URL', 'http://resend.example'],
    ['NFE_BASE_URL', 'http://[2001:db8::5]/nfe'],
    ['SHIPPING_BASE_URL', 'http://172.32.0.1'],
  ])('%s=%s is refused with one line', (name, value) => {
    expect(faultsOf({ [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name} must `))]);
  });

  it('the address of ProPay is https too', () => {
    const secrets = { GO_TO_PROPAY_SECRET: 'one of the secrets', PROPAY_TO_GO_SECRET: 'the other secret' };

    expect(faultsOf({ ...secrets, PROPAY_URL: 'http://propay.example' })).toEqual([
      expect.stringMatching(/^PROPAY_URL must be https/),
    ]);
    expect(faultsOf({ ...secrets, PROPAY_URL: 'http://propay:3000' })).toEqual([]);
  });

  it('what is of the own network, and origins as browsers send them, are fine', () => {
    expect(
      faultsOf({
        ALLOWED_ORIGINS: 'https://shop.example, https://till.example:8443,http://localhost:8880,http://[fd00::5]:3000',
        MIDTRANS_BASE_URL: 'http://sandbox:4000',
        STRIPE_BASE_URL: 'http://192.168.1.9:4000/stripe',
        RESEND_BASE_URL: 'http://[::1]:4000',
      }),
    ).toEqual([]);
  });
});

describe('trusted proxies', () => {
  it.each([
    'true',
    '1',
    '0',
    '3',
    '0.0.0.0/0',
    '::/0',
    '0.0.0.0/1,128.0.0.0/1',
    '10.0.0.0/8,::/0',
    '::ffff:0:0/96',
    '::/24',
    '2000::/3',
    '10.0.0.0/0.0.0.0',
    '10.0.0.0/33',
    '::1/129',
    '10.0.0/8',
    'proxy.example',
    '10.0.0.1/8/8',
    'loopback,',
    '*',
    '0x7f.0.0.1',
  ])('are not %s, anywhere', (list) => {
    expect(faultsOf({ TRUST_PROXY: list })).toEqual([expect.stringMatching(/^TRUST_PROXY must /)]);
    expect(faultsOf({ NODE_ENV: 'development', TRUST_PROXY: list })).toHaveLength(1);
  });

  it.each([
    'loopback',
    'loopback, uniquelocal',
    '10.0.0.0/8',
    '10.0.0.0/255.0.0.0',
    '192.168.1.4',
    '::1',
    'fc00::/7',
    'fe80::/10',
    '104.16.0.0/13,2400:cb00::/32,2a06:98c0::/29',
    '::ffff:10.0.0.0/104',
  ])('are %s', (list) => expect(faultsOf({ TRUST_PROXY: list })).toEqual([]));
});

describe('a file of variables', () => {
  it('is there when ENV_FILE names it', () => {
    const before = process.env['ENV_FILE'];
    try {
      process.env['ENV_FILE'] = '/nowhere/comanda.env';
      expect(readEnvFile).toThrow('ENV_FILE names a file that is not there');
      process.env['ENV_FILE'] = '';
      expect(readEnvFile).not.toThrow();
    } finally {
      if (before === undefined) delete process.env['ENV_FILE'];
      else process.env['ENV_FILE'] = before;
    }
  });
});

describe('whole numbers', () => {
  it.each([
    'PORT',
    'METRICS_PORT',
    'DB_POOL_MAX',
    'RATE_LIMIT_GLOBAL',
    'CACHE_L1_MAX_SIZE',
    'CIRCUIT_BREAKER_THRESHOLD',
  ])('%s is written in digits', (name) => {
    for (const value of ['0x50', '1e3', '0b11', '8.0', '+8', ' ', 'ten', '-1', '9'.repeat(16)]) {
      expect([value, faultsOf({ [name]: value })]).toEqual([value, [expect.stringMatching(`^${name} is malformed`)]]);
    }
    expect(faultsOf({ [name]: '80' })).toEqual([]);
    expect(readEnv({ ...PRODUCTION, [name]: '080' })).toMatchObject({ [name]: 80 });
  });
});

describe('durations', () => {
  const NAMES = [
    ...['JWT_TTL', 'REFRESH_TTL', 'RATE_LIMIT_WINDOW', 'RATE_LIMIT_LOGIN_WINDOW', 'RATE_LIMIT_REGISTER_WINDOW'],
    ...['RATE_LIMIT_FORGOT_WINDOW', 'RATE_LIMIT_GUEST_WINDOW', 'TABLE_SESSION_TTL', 'CACHE_TTL_PRODUCTS'],
    ...['CACHE_TTL_CATEGORIES', 'SHUTDOWN_TIMEOUT', 'PROPAY_TIMEOUT', 'PAYMENT_TTL', 'CIRCUIT_BREAKER_TIMEOUT'],
    ...['CIRCUIT_BREAKER_COOLDOWN', 'SHIPPING_QUOTE_TTL', 'SLOW_QUERY', 'HEALTH_TIMEOUT'],
  ];

  it.each(NAMES)('%s is neither nothing, nor negative, nor more than a year', (name) => {
    for (const value of ['0s', '0h0m', '-5m', '366d', '999999999999999999999h', '1e3s', '5', 'a day']) {
      expect([value, faultsOf({ [name]: value })]).toEqual([value, [expect.stringMatching(`^${name} is malformed`)]]);
    }
    expect(faultsOf({ [name]: '1m' })).toEqual([]);
  });

  it.each(NAMES.filter((name) => name.startsWith('RATE_LIMIT')))('%s is long enough to limit anything', (name) => {
    for (const value of ['1ms', '999ms']) {
      expect(faultsOf({ [name]: value })).toEqual([expect.stringMatching(`^${name} is malformed.*at least 1s`)]);
    }
    expect(faultsOf({ [name]: '1s' })).toEqual([]);
  });

  it('before a process drains is 5 s in production and none elsewhere, and may be none', () => {
    const delayOf = (given: Record<string, string>) => readEnv({ ...PRODUCTION, ...given }).SHUTDOWN_DELAY;
    expect([delayOf({}), delayOf({ NODE_ENV: 'development' }), delayOf({ NODE_ENV: 'test' })]).toEqual([5_000, 0, 0]);
    expect([delayOf({ SHUTDOWN_DELAY: '0s' }), delayOf({ SHUTDOWN_DELAY: '12s' })]).toEqual([0, 12_000]);
    for (const value of ['6m', '-1s', '5', 'soon']) {
      expect(faultsOf({ SHUTDOWN_DELAY: value })).toEqual([
        'SHUTDOWN_DELAY is malformed: it should be a duration such as 24h, 5m or 60s, at least 0s and at most 5m',
      ]);
    }
  });

  it('of a health check is five seconds at least, and a worker does not listen on a port that there is not', () => {
    expect(faultsOf({ HEALTH_TIMEOUT: '4s' })).toEqual([expect.stringMatching(/^HEALTH_TIMEOUT is malformed/)]);
    expect(faultsOf({ METRICS_PORT: '65536' })).toEqual([expect.stringMatching(/^METRICS_PORT is malformed/)]);
    expect(faultsOf({ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318', OTEL_TRACES_SAMPLER_ARG: '2' })).toHaveLength(2);
  });

  it('of tokens are a second at least, and those of timers are what a timer can do', () => {
    expect(faultsOf({ JWT_TTL: '999ms', REFRESH_TTL: '1ms', SHUTDOWN_TIMEOUT: '30d' })).toHaveLength(3);
  });
});

describe('Redis', () => {
  const server = { host: 'redis.example', port: 6379 };

  it.each([
    [{ REDIS_URL: 'redis://redis.example' }, { kind: 'server', tls: false, hosts: [server], database: 0 }],
    [{ REDIS_URL: 'redis://redis.example:6379/' }, { kind: 'server', tls: false, hosts: [server], database: 0 }],
    [
      { REDIS_URL: 'rediss://:p%40ss%3A%2F@[::1]:7000/2' },
      { kind: 'server', tls: true, password: 'p@ss:/', hosts: [{ host: '::1', port: 7000 }], database: 2 },
    ],
    [
      { REDIS_URL: 'rediss://comanda:secret@one:7000,two', REDIS_CLUSTER: 'true' },
      {
        kind: 'cluster',
        tls: true,
        username: 'comanda',
        password: 'secret',
        hosts: [
          { host: 'one', port: 7000 },
          { host: 'two', port: 6379 },
        ],
      },
    ],
    [
      { REDIS_URL: 'rediss://comanda:secret@my_master/1', REDIS_SENTINELS: 'one, two:26380' },
      {
        kind: 'sentinel',
        tls: true,
        username: 'comanda',
        password: 'secret',
        hosts: [],
        database: 1,
        name: 'my_master',
        sentinels: {
          tls: true,
          hosts: [
            { host: 'one', port: 26379 },
            { host: 'two', port: 26380 },
          ],
        },
      },
    ],
    [
      { REDIS_URL: 'rediss://mymaster', REDIS_SENTINELS: 'redis://:watch@one' },
      {
        kind: 'sentinel',
        tls: true,
        hosts: [],
        database: 0,
        name: 'mymaster',
        sentinels: { tls: false, password: 'watch', hosts: [{ host: 'one', port: 26379 }] },
      },
    ],
  ])('is where %j says', (given, settings) => {
    expect(redisSettings(readEnv({ ...PRODUCTION, ...given }))).toEqual(settings);
  });

  it.each([
    [{ REDIS_URL: 'redis.example:6379' }, /^REDIS_URL is malformed: it should be redis:/],
    [{ REDIS_URL: 'http://redis.example' }, /^REDIS_URL is malformed/],
    [{ REDIS_URL: 'redis://redis.example:70000' }, /^REDIS_URL is malformed/],
    [{ REDIS_URL: 'redis://redis.example?db=1' }, /^REDIS_URL is malformed/],
    [{ REDIS_URL: 'redis://user:sec/ret@redis.example' }, /^REDIS_URL is malformed.*percent-encode/],
    [{ REDIS_URL: 'redis://user:100%@redis.example' }, /^REDIS_URL is malformed/],
    [{ REDIS_URL: 'redis://one,two' }, /^REDIS_URL names several hosts: set REDIS_CLUSTER=true/],
    [{ REDIS_URL: 'redis://one/3', REDIS_CLUSTER: 'true' }, /^REDIS_URL must not name a database/],
    [{ REDIS_CLUSTER: 'true' }, /^REDIS_CLUSTER=true needs REDIS_URL/],
    [{ REDIS_SENTINELS: 'one' }, /^REDIS_SENTINELS needs REDIS_URL/],
    [{ REDIS_URL: 'redis://m', REDIS_SENTINELS: 'one', REDIS_CLUSTER: 'true' }, /exclude each other/],
    [
      { REDIS_URL: 'redis://one:6379', REDIS_SENTINELS: 'one' },
      /^REDIS_URL must be redis:\/\/name when REDIS_SENTINELS/,
    ],
    [{ REDIS_URL: 'redis://m', REDIS_SENTINELS: 'one:no' }, /^REDIS_SENTINELS is malformed/],
  ])('%j is refused with one line that says what to set, and no secret', (given, fault) => {
    expect(faultsOf(given as Record<string, string>)).toEqual([expect.stringMatching(fault)]);
    expect(faultsOf(given as Record<string, string>).join()).not.toMatch(/sec.ret|100%/);
  });
});

describe('the broker of other systems', () => {
  it('is AMQP, with TLS or without', () => {
    expect(faultsOf({ EVENT_RELAY_URL: 'amqps://comanda:secret@rabbit.example/events' })).toEqual([]);
    expect(faultsOf({ EVENT_RELAY_URL: 'http://comanda:secret@rabbit.example' })).toEqual([
      'EVENT_RELAY_URL is malformed: it should be a RabbitMQ such as amqp://user:password@host:5672/vhost, or amqps:// for TLS',
    ]);
  });
});

describe('SERVICE_ROLES', () => {
  const rolesOf = (text: string) => readEnv({ ...PRODUCTION, SERVICE_ROLES: text }).SERVICE_ROLES;

  it('are all of them when nothing is said', () => {
    expect([rolesOf(''), rolesOf('all')]).toEqual([undefined, undefined]);
    expect(rolesOf('users, admin,users')).toEqual(['users', 'admin']);
  });

  it.each(['kitchen', 'orders,kitchen', 'all,orders', 'orders,', ',', ' ', 'Orders', 'orders;menu'])(
    'are refused as "%s", with what to set',
    (text) => {
      expect(faultsOf({ SERVICE_ROLES: text })).toEqual([
        'SERVICE_ROLES is malformed: it should be all, or a comma-separated list of users, menu, orders, payments, guests, shop, admin, realtime',
      ]);
    },
  );
});
