import { Injectable } from '@nestjs/common';

import { actorRef, type UserActor, type UserRole } from '#libs/kernel';

import type { User } from '../model/user.js';
import { AccountCreation, type NewAccount } from '../services/account-creation.js';

export interface CreateUserInput {
  readonly actor: UserActor;
  readonly account: Omit<NewAccount, 'by' | 'role'> & { readonly role?: UserRole };
}

/** An ADMIN makes an account for staff, or for a customer when nothing is said about the role. */
@Injectable()
export class CreateUser {
  constructor(private readonly accounts: AccountCreation) {}

  /** Throws as {@link AccountCreation} does. */
  execute({ actor, account: { role = 'CUSTOMER', ...account } }: CreateUserInput): Promise<User> {
    return this.accounts.create({ ...account, role, by: actorRef(actor) });
  }
}
