import { Injectable } from '@nestjs/common';

import { actorRef, type UserActor } from '#libs/kernel';

import { pinFailed } from '../model/identity.errors.js';
import { UserRepository } from '../identity.ports.js';
import type { Login } from '../model/login.js';
import { workTogether } from '../model/user.js';
import { Logins } from '../services/logins.js';
import { SecretCheck } from '../services/secret-check.js';

export interface SwitchByPinInput {
  /** Who is signed in on the till now: that is what pairs it with their outlets. */
  readonly actor: UserActor;
  readonly userId: string;
  readonly pin: string;
}

/** Another colleague takes over a till. A stranger to its outlets is refused like a wrong PIN. */
@Injectable()
export class SwitchByPin {
  constructor(
    private readonly users: UserRepository,
    private readonly secretCheck: SecretCheck,
    private readonly logins: Logins,
  ) {}

  async execute({ actor, userId, pin }: SwitchByPinInput): Promise<Login> {
    const found = await this.users.accountById(userId);
    const account = found && workTogether(actor, found.user) ? found : null;
    const user = await this.secretCheck.check({
      account,
      called: userId,
      kind: 'pin',
      secret: pin,
      purpose: 'switch',
      by: actorRef(actor),
    });
    if (!user) throw pinFailed();
    return this.logins.open(user, 'pin');
  }
}
