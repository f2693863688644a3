import { Injectable } from '@nestjs/common';

import { type Actor, actorRef, SYSTEM } from '#libs/kernel';

import { loginNameMissing } from '../model/identity.errors.js';
import type { Login } from '../model/login.js';
import { type RoleRequest, roleGranted } from '../model/roles.js';
import type { User } from '../model/user.js';
import { AccountCreation, type NewAccount } from '../services/account-creation.js';
import { Logins } from '../services/logins.js';

export type RegisterUserInput = Omit<NewAccount, 'by' | 'role' | 'outletIds'> &
  RoleRequest & { readonly actor?: Actor };

export interface Registered {
  readonly user: User;
  /** For whoever registered themselves; null when somebody else did. */
  readonly login: Login | null;
}

/** Somebody makes an account of their own, or an ADMIN makes one for anybody. */
@Injectable()
export class RegisterUser {
  constructor(
    private readonly accounts: AccountCreation,
    private readonly logins: Logins,
    private readonly staffMayRegister: boolean,
  ) {}

  /** Throws `VALIDATION_FAILED`, `FORBIDDEN`, and as {@link AccountCreation} does. */
  async execute({ actor, ...wanted }: RegisterUserInput): Promise<Registered> {
    if (!wanted.username && !wanted.email) throw loginNameMissing();
    const role = roleGranted(wanted, actor, this.staffMayRegister);
    const user = await this.accounts.create({ ...wanted, role, by: actor ? actorRef(actor) : SYSTEM });
    return { user, login: actor ? null : await this.logins.open(user, 'password') };
  }
}
