import { Injectable } from '@nestjs/common';

import { actorRef, UnitOfWork, type UserActor } from '#libs/kernel';

import { userNotFound } from '../model/identity.errors.js';
import { UserRepository } from '../identity.ports.js';
import type { AccountNames } from '../model/password-rules.js';
import { isStaffRole } from '../model/roles.js';
import {
  assertMayHavePin,
  assertVersion,
  changed,
  type NewSecrets,
  type User,
  type UserChanges,
} from '../model/user.js';
import { AccountChanges } from '../services/account-changes.js';
import { SecretHashing } from '../services/secret-hashing.js';
import { StaffOutlets } from '../services/staff-outlets.js';

export interface ChangeUserInput {
  readonly actor: UserActor;
  readonly userId: string;
  readonly changes: UserChanges;
  readonly secrets: NewSecrets;
  /** The version that the caller has seen. */
  readonly version?: number;
}

/** An ADMIN changes somebody's account. */
@Injectable()
export class ChangeUser {
  constructor(
    private readonly users: UserRepository,
    private readonly secretHashing: SecretHashing,
    private readonly staffOutlets: StaffOutlets,
    private readonly accountChanges: AccountChanges,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute({ actor, userId, changes, secrets, version }: ChangeUserInput): Promise<User> {
    const hashes = await this.secretHashing.hash(secrets, await this.namesAfter(userId, changes));
    return this.unitOfWork.run(async () => {
      const user = (await this.users.lock(userId)) ? await this.users.find(userId) : null;
      if (!user) throw userNotFound();
      assertVersion(user, version);
      const complete = await this.withOutlets(user, changes);
      assertMayHavePin(changed(user, complete, user.updatedAt), secrets);
      return this.accountChanges.apply({ by: actorRef(actor), user, changes: complete, secrets: hashes });
    });
  }

  private async namesAfter(userId: string, { username, email }: UserChanges): Promise<AccountNames> {
    const user = await this.users.find(userId);
    if (!user) throw userNotFound();
    return {
      username: username === undefined ? user.username : username,
      email: email === undefined ? user.email : email,
    };
  }

  /** Whoever becomes staff without a word about outlets belongs to all of them, as when staff is added. */
  private async withOutlets(user: User, changes: UserChanges): Promise<UserChanges> {
    const role = changes.role ?? user.role;
    const becomesStaff = isStaffRole(role) && !isStaffRole(user.role);
    if (!changes.outletIds && !becomesStaff) return changes;
    return { ...changes, outletIds: await this.staffOutlets.resolve({ role, outletIds: changes.outletIds }) };
  }
}
