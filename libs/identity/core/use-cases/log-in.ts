import { Injectable } from '@nestjs/common';

import { loginFailed } from '../identity.errors.js';
import { type LoginName, UserRepository } from '../identity.ports.js';
import type { Login } from '../login.js';
import { OpenLogin } from './open-login.js';
import { ProveAccount } from './prove-account.js';

export interface LogInInput {
  readonly name: LoginName;
  readonly password: string;
}

@Injectable()
export class LogIn {
  constructor(
    private readonly users: UserRepository,
    private readonly proveAccount: ProveAccount,
    private readonly openLogin: OpenLogin,
  ) {}

  async execute({ name, password }: LogInInput): Promise<Login> {
    const account = await this.users.accountByName(name);
    const called = 'username' in name ? name.username : name.email;
    const user = await this.proveAccount.execute({
      account,
      called,
      kind: 'password',
      secret: password,
      purpose: 'login',
    });
    if (!user) throw loginFailed();
    return this.openLogin.execute(user, 'password');
  }
}
