import { Injectable } from '@nestjs/common';

import { actorRef, UnitOfWork, type UserActor } from '#libs/kernel';

import { currentPasswordWrong, userNotFound } from '../model/identity.errors.js';
import { UserRepository } from '../identity.ports.js';
import {
  assertMayHavePin,
  assertVersion,
  type NewSecrets,
  sameEmail,
  type User,
  type UserChanges,
} from '../model/user.js';
import { AccountChanges } from '../services/account-changes.js';
import { OwnerCheck } from '../services/owner-check.js';
import { SecretHashing } from '../services/secret-hashing.js';

export interface ChangeOwnProfileInput {
  readonly actor: UserActor;
  readonly sessionId: string;
  readonly changes: Omit<UserChanges, 'role' | 'outletIds' | 'username'>;
  readonly secrets: NewSecrets;
  /** Needed for a new password, and for a new PIN or e-mail address unless the login is fresh. */
  readonly currentPassword?: string;
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
    const { actor, changes, secrets, sessionId, version, currentPassword } = input;
    const before = await this.users.find(actor.id);
    if (!before) throw userNotFound();
    if (secrets.password !== undefined && currentPassword === undefined) throw currentPasswordWrong();
    if (changesTheWayIn(before, input)) await this.ownerCheck.assertOwner({ actor, sessionId, currentPassword });
    const email = changes.email === undefined ? before.email : changes.email;
    const hashes = await this.secretHashing.hash(secrets, { username: before.username, email });
    return this.unitOfWork.run(async () => {
      const user = (await this.users.lock(actor.id)) ? await this.users.find(actor.id) : null;
      if (!user) throw userNotFound();
      assertVersion(user, version);
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

const changesTheWayIn = (user: User, { changes, secrets }: ChangeOwnProfileInput): boolean =>
  secrets.password !== undefined ||
  secrets.pin !== undefined ||
  (changes.email !== undefined && !sameEmail(user.email, changes.email));
