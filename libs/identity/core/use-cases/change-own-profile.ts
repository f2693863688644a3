import { Injectable } from '@nestjs/common';

import { actorRef, UnitOfWork, type UserActor } from '#libs/kernel';

import { currentPasswordWrong, userNotFound } from '../identity.errors.js';
import { UserRepository } from '../identity.ports.js';
import { assertMayHavePin, assertVersion, type NewSecrets, type User, type UserChanges } from '../user.js';
import { ApplyAccountChanges } from './apply-account-changes.js';
import { HashSecrets } from './hash-secrets.js';
import { ProveAccount } from './prove-account.js';

export interface ChangeOwnProfileInput {
  readonly actor: UserActor;
  readonly sessionId: string;
  readonly changes: Omit<UserChanges, 'role' | 'outletIds' | 'username'>;
  readonly secrets: NewSecrets;
  /** Needed to choose a new password. */
  readonly currentPassword?: string;
  readonly version?: number;
}

@Injectable()
export class ChangeOwnProfile {
  constructor(
    private readonly users: UserRepository,
    private readonly proveAccount: ProveAccount,
    private readonly hashSecrets: HashSecrets,
    private readonly applyChanges: ApplyAccountChanges,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute(input: ChangeOwnProfileInput): Promise<User> {
    const { actor, changes, secrets, sessionId, version } = input;
    if (secrets.password !== undefined) await this.assertOwner(actor.id, input.currentPassword);
    const hashes = await this.hashSecrets.execute(secrets);
    return this.unitOfWork.run(async () => {
      const user = (await this.users.lock(actor.id)) ? await this.users.find(actor.id) : null;
      if (!user) throw userNotFound();
      assertVersion(user, version);
      assertMayHavePin(user, secrets);
      return this.applyChanges.execute({
        by: actorRef(actor),
        user,
        changes,
        secrets: hashes,
        keepSession: sessionId,
      });
    });
  }

  private async assertOwner(userId: string, password: string | undefined): Promise<void> {
    if (password === undefined) throw currentPasswordWrong();
    const account = await this.users.accountById(userId);
    const proved = await this.proveAccount.execute({ account, called: userId, kind: 'password', secret: password });
    if (!proved) throw currentPasswordWrong();
  }
}
