import { Injectable } from '@nestjs/common';

import { actorRef, assertVersion, UnitOfWork } from '#libs/kernel';

import { userNotFound } from '../model/identity.errors.js';
import { UserRepository } from '../identity.ports.js';
import { assertMayHavePin, type User, type UserChanges } from '../model/user.js';
import { AccountChanges } from '../services/account-changes.js';
import { type OwnChange, OwnerCheck } from '../services/owner-check.js';
import { SecretHashing } from '../services/secret-hashing.js';

export interface ChangeOwnProfileInput extends OwnChange {
  readonly changes: Omit<UserChanges, 'role' | 'outletIds' | 'username'>;
  readonly version?: number;
}

/** Somebody changes their own account. What changes how one gets in is for its owner (see {@link OwnerCheck}). */
@Injectable()
export class ChangeOwnProfile {
  constructor(
    private readonly users: UserRepository,
    private readonly ownerCheck: OwnerCheck,
    private readonly secretHashing: SecretHashing,
    private readonly accountChanges: AccountChanges,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute(input: ChangeOwnProfileInput): Promise<User> {
    const { actor, changes, secrets, sessionId, version } = input;
    const before = await this.users.find(actor.id);
    if (!before) throw userNotFound();
    await this.ownerCheck.assertMayChange(before, input);
    const email = changes.email === undefined ? before.email : changes.email;
    const hashes = await this.secretHashing.hash(secrets, { username: before.username, email });
    return this.unitOfWork.run(async () => {
      const user = (await this.users.lock(actor.id)) ? await this.users.find(actor.id) : null;
      if (!user) throw userNotFound();
      assertVersion(version, user.version);
      assertMayHavePin(user, secrets);
      return this.accountChanges.apply({
        by: actorRef(actor),
        user,
        changes,
        secrets: hashes,
        keepSession: sessionId,
      });
    });
  }
}
