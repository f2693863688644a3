import { Injectable } from '@nestjs/common';

import { type Actor, actorRef, SYSTEM } from '#libs/kernel';

import { loginNameMissing } from '../identity.errors.js';
import { IdentitySettings } from '../identity.ports.js';
import type { Login } from '../login.js';
import { type RoleRequest, roleGranted } from '../roles.js';
import type { User } from '../user.js';
import { AddUser, type AddUserInput } from './add-user.js';
import { OpenLogin } from './open-login.js';

export type RegisterUserInput = Omit<AddUserInput, 'by' | 'role' | 'outletIds'> &
  RoleRequest & { readonly actor?: Actor };

export interface Registered {
  readonly user: User;
  /** For whoever registered themselves; null when somebody else did. */
  readonly login: Login | null;
}

@Injectable()
export class RegisterUser {
  constructor(
    private readonly addUser: AddUser,
    private readonly openLogin: OpenLogin,
    private readonly settings: IdentitySettings,
  ) {}

  async execute({ actor, ...wanted }: RegisterUserInput): Promise<Registered> {
    if (!wanted.username && !wanted.email) throw loginNameMissing();
    const role = roleGranted(wanted, actor, this.settings.staffMayRegister);
    const user = await this.addUser.execute({ ...wanted, role, by: actor ? actorRef(actor) : SYSTEM });
    return { user, login: actor ? null : await this.openLogin.execute(user, 'password') };
  }
}
