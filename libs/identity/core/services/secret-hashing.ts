import { Injectable } from '@nestjs/common';

import { CommonPasswords, SecretHasher, type SecretHashes } from '../identity.ports.js';
import { type AccountNames, assertUncommon } from '../model/password-rules.js';
import type { NewSecrets } from '../model/user.js';

/** The one way to a new password or PIN. Takes its time: call it before a unit of work. Throws `PASSWORD_COMMON`. */
@Injectable()
export class SecretHashing {
  constructor(
    private readonly hasher: SecretHasher,
    private readonly common: CommonPasswords,
  ) {}

  /** `names`: what the account is called after the change. */
  async hash({ password, pin }: NewSecrets, names: AccountNames): Promise<SecretHashes> {
    if (password !== undefined) await assertUncommon(password, names, this.common);
    return {
      ...(password !== undefined && { passwordHash: await this.hasher.hash(password) }),
      ...(pin !== undefined && { pinHash: pin === null ? null : await this.hasher.hash(pin) }),
    };
  }
}
