import { createHash, randomBytes } from 'node:crypto';

import { GUEST_TOKEN_PREFIX } from '#libs/platform';

import { TableSecrets } from '../core/tables.ports.js';

const QR_BYTES = 24;
const TOKEN_BYTES = 32;

export class RandomTableSecrets extends TableSecrets {
  qrSecret(): string {
    return randomBytes(QR_BYTES).toString('base64url');
  }

  token(): string {
    return GUEST_TOKEN_PREFIX + randomBytes(TOKEN_BYTES).toString('base64url');
  }

  hash(token: string): Uint8Array {
    return createHash('sha256').update(token).digest();
  }
}
