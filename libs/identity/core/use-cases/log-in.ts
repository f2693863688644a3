import { Injectable } from '@nestjs/common';

import { loginFailed } from '../model/identity.errors.js';
import { type LoginName, UserRepository } from '../identity.ports.js';
import type { Login } from '../model/login.js';
import { Logins } from '../services/logins.js';
import { SecretCheck } from '../services/secret-check.js';

export interface LogInInput {
  readonly name: LoginName;
  readonly password: string;
}

@Injectable()
export class LogIn {
  constructor(
    private readonly users: UserRepository,
    private readonly secretCheck: SecretCheck,
    private readonly logins: Logins,
  ) {}

  async execute({ name, password }: LogInInput): Promise<Login> {
    const account = await this.users.accountByName(name);
    const called = 'username' in name ? name.username : name.email;
    const user = await this.secretCheck.check({
      account,
      called,
      kind: 'password',
      secret: password,
      purpose: 'login',
    });
    if (!user) throw loginFailed();
    return this.logins.open(user, 'password');
  }
}
