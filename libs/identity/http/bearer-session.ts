import { Injectable } from '@nestjs/common';

import { unauthenticated } from '#libs/kernel';
import { type AccessClaims, AccessTokens, type Authenticated, DEVICE_TOKEN_PREFIX } from '#libs/platform';

import { deviceHasNoLogin } from '../core/model/identity.errors.js';

const BEARER = /^Bearer +(\S+)$/i;

/** In which login a request was made; the actor says only who made it. */
@Injectable()
export class BearerSession {
  constructor(private readonly tokens: AccessTokens) {}

  /** Of a request that has passed the guards with a user's token. Throws `DEVICE_HAS_NO_LOGIN` for that of a device. */
  of(request: Authenticated): Promise<AccessClaims> {
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    if (!token) throw unauthenticated('TOKEN_MISSING', 'Send a token: Authorization: Bearer <token>.');
    if (token.startsWith(DEVICE_TOKEN_PREFIX)) throw deviceHasNoLogin();
    return this.tokens.verify(token);
  }
}
