import { describe, expect, it } from '@jest/globals';

import { readEnv } from './env.js';

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
  ])('is fine as %s', (url) => {
    expect(readEnv({ ...PRODUCTION, FRONTEND_URL: url }).FRONTEND_URL).toBe(url);
  });

  it.each(['http://shop.example', 'http://8.8.8.8', 'http://172.32.0.1', 'http://10.example', 'http://local.example'])(
    'is refused without TLS as %s',
    (url) => {
      expect(() => readEnv({ ...PRODUCTION, FRONTEND_URL: url })).toThrow(/^FRONTEND_URL must be https/);
      expect(readEnv({ ...PRODUCTION, NODE_ENV: 'development', FRONTEND_URL: url }).FRONTEND_URL).toBe(url);
    },
  );
});
