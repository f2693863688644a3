import { Injectable } from '@nestjs/common';

import { Passwords } from '#libs/platform';

import { SecretHasher } from '../core/identity.ports.js';

/** How a digest of today's parameters begins: exactly what S4 promises. */
const CURRENT = '$argon2id$v=19$m=65536,t=3,p=4$';

/** Argon2id over the composed form of the secret, so that every keyboard writes the same password. */
@Injectable()
export class Argon2SecretHasher extends SecretHasher {
  constructor(private readonly passwords: Passwords) {
    super();
  }

  hash(secret: string): Promise<string> {
    return this.passwords.hash(secret.normalize('NFC'));
  }

  matches(secret: string, hash: string | null): Promise<boolean> {
    return this.passwords.matches(secret.normalize('NFC'), hash);
  }

  isOutdated(hash: string): boolean {
    return !hash.startsWith(CURRENT);
  }
}
