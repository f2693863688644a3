import { Injectable } from '@nestjs/common';

import { DomainError, SYSTEM } from '#libs/kernel';

import { type AccountToEnsure } from '../identity.api.js';
import { UserRepository } from '../identity.ports.js';
import { normalName } from '../model/user.js';
import { AccountCreation } from '../services/account-creation.js';

/** Makes an account unless its username is taken; safe to repeat, also by two at once. */
@Injectable()
export class EnsureAccount {
  constructor(
    private readonly users: UserRepository,
    private readonly accounts: AccountCreation,
  ) {}

  async execute(account: AccountToEnsure): Promise<string> {
    const found = await this.find(account.username);
    if (found) return found;
    try {
      const user = await this.accounts.create({ ...account, by: SYSTEM, locale: account.locale ?? 'en' });
      return user.id;
    } catch (error) {
      const made =
        error instanceof DomainError && error.code === 'USERNAME_TAKEN' && (await this.find(account.username));
      if (made) return made;
      throw error;
    }
  }

  private async find(username: string): Promise<string | undefined> {
    return (await this.users.accountByName({ username: normalName(username) }))?.user.id;
  }
}
