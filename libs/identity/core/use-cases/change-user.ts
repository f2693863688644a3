import { Injectable } from '@nestjs/common';

import { actorRef, assertVersion, UnitOfWork } from '#libs/kernel';

import { userNotFound } from '../model/identity.errors.js';
import { UserRepository } from '../identity.ports.js';
import { isStaffRole } from '../model/roles.js';
import { assertMayHavePin, changed, type User, type UserChanges } from '../model/user.js';
import { AccountChanges } from '../services/account-changes.js';
import { type OwnChange, OwnerCheck } from '../services/owner-check.js';
import { SecretHashing } from '../services/secret-hashing.js';
import { StaffOutlets } from '../services/staff-outlets.js';

export interface ChangeUserInput extends OwnChange {
  readonly userId: string;
  /** The version that the caller has seen. */
  readonly version?: number;
}

/** An ADMIN changes somebody's account. Their own by the rules of {@link ChangeOwnProfile}, or an unlocked screen would be a way around those. */
@Injectable()
export class ChangeUser {
  constructor(
    private readonly users: UserRepository,
    private readonly ownerCheck: OwnerCheck,
    private readonly secretHashing: SecretHashing,
    private readonly staffOutlets: StaffOutlets,
    private readonly accountChanges: AccountChanges,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute(input: ChangeUserInput): Promise<User> {
    const { actor, userId, sessionId, changes, secrets, version } = input;
    const known = await this.users.find(userId);
    if (!known) throw userNotFound();
    const isOwn = known.id === actor.id;
    if (isOwn) await this.ownerCheck.assertMayChange(known, input);
    const { username = known.username, email = known.email } = changes;
    const hashes = await this.secretHashing.hash(secrets, { username, email });
    return this.unitOfWork.run(async () => {
      const user = (await this.users.lock(userId)) ? await this.users.find(userId) : null;
      if (!user) throw userNotFound();
      assertVersion(version, user.version);
      const complete = await this.withOutlets(user, changes);
      assertMayHavePin(changed(user, complete, user.updatedAt), secrets);
      const keepSession = isOwn ? sessionId : undefined;
      return this.accountChanges.apply({ by: actorRef(actor), user, changes: complete, secrets: hashes, keepSession });
    });
  }

  /** Whoever becomes staff without a word about outlets belongs to all of them, as when staff is added. */
  private async withOutlets(user: User, changes: UserChanges): Promise<UserChanges> {
    const role = changes.role ?? user.role;
    const becomesStaff = isStaffRole(role) && !isStaffRole(user.role);
    if (!changes.outletIds && !becomesStaff) return changes;
    return { ...changes, outletIds: await this.staffOutlets.resolve({ role, outletIds: changes.outletIds }) };
  }
}
