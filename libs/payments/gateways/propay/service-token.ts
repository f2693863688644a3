import { randomUUID } from 'node:crypto';

import jwt from 'jsonwebtoken';

/** How ProPay knows us. */
const SERVICE = 'commerce-api';
const LIFETIME_S = 300;

/** A token for one call. `user` is the customer on whose behalf it is made, by an id of ours. */
export function serviceToken(secret: string, user: string, now: Date): string {
  const issued = Math.floor(now.getTime() / 1000);
  const claims = {
    iss: SERVICE,
    sub: SERVICE,
    service: SERVICE,
    role: 'service',
    user_id: user,
    aud: ['propay'],
    iat: issued,
    exp: issued + LIFETIME_S,
    jti: randomUUID(),
  };
  return jwt.sign(claims, secret, { algorithm: 'HS256' });
}
