import { createHash, randomBytes } from 'node:crypto';

import { CartTokens } from '../core/cart.ports.js';

const TOKEN_BYTES = 32;

export class RandomCartTokens extends CartTokens {
  make(): string {
    return `ct_${randomBytes(TOKEN_BYTES).toString('base64url')}`;
  }

  hash(token: string): Uint8Array {
    return createHash('sha256').update(token).digest();
  }
}
