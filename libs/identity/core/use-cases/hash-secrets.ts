import { Injectable } from '@nestjs/common';

import { SecretHasher, type SecretHashes } from '../identity.ports.js';
import type { NewSecrets } from '../user.js';

/** Takes its time: call it before a unit of work. */
@Injectable()
export class HashSecrets {
  constructor(private readonly hasher: SecretHasher) {}

  async execute({ password, pin }: NewSecrets): Promise<SecretHashes> {
    return {
      ...(password !== undefined && { passwordHash: await this.hasher.hash(password) }),
      ...(pin !== undefined && { pinHash: pin === null ? null : await this.hasher.hash(pin) }),
    };
  }
}
