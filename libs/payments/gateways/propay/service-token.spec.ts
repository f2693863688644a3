import { createHmac } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { serviceToken } from './service-token.js';

const SECRET = 'go-to-propay-secret';
const NOW = new Date('2026-11-20T12:00:00.900Z');
const part = (text = ''): unknown => JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));

describe('the token of a call to ProPay', () => {
  it('is a JWT by HS256 for ProPay alone, good for five minutes', () => {
    const [header, claims, signature] = serviceToken(SECRET, 'customer-1', NOW).split('.');
    expect(part(header)).toEqual({ alg: 'HS256', typ: 'JWT' });
    expect(part(claims)).toEqual({
      iss: 'commerce-api',
      sub: 'commerce-api',
      service: 'commerce-api',
      role: 'service',
      user_id: 'customer-1',
      aud: ['propay'],
      iat: 1_795_176_000,
      exp: 1_795_176_300,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
    });
    expect(signature).toBe(createHmac('sha256', SECRET).update(`${header}.${claims}`).digest('base64url'));
  });

  it('is another one for every call', () => {
    expect(serviceToken(SECRET, 'customer-1', NOW)).not.toBe(serviceToken(SECRET, 'customer-1', NOW));
  });
});
