import { Injectable } from '@nestjs/common';

import { type Actor, actorRef, SYSTEM } from '#libs/kernel';

import { loginNameMissing } from '../identity.errors.js';
import { IdentitySettings } from '../identity.ports.js';
import { type RoleRequest, roleGranted } from '../roles.js';
import type { User } from '../user.js';
import { AddUser, type AddUserInput } from './add-user.js';

export type RegisterUserInput = Omit<AddUserInput, 'by' | 'role' | 'outletIds'> &
  RoleRequest & { readonly actor?: Actor };

@Injectable()
export class RegisterUser {
  constructor(
    private readonly addUser: AddUser,
    private readonly settings: IdentitySettings,
  ) {}

  async execute({ actor, ...wanted }: RegisterUserInput): Promise<User> {
    if (!wanted.username && !wanted.email) throw loginNameMissing();
    const role = roleGranted(wanted, actor, this.settings.staffMayRegister);
    return this.addUser.execute({ ...wanted, role, by: actor ? actorRef(actor) : SYSTEM });
  }
}
