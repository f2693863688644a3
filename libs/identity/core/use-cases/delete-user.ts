import { Injectable } from '@nestjs/common';

import { actorRef } from '#libs/kernel';

import { UserRepository } from '../identity.ports.js';
import { userNotFound } from '../model/identity.errors.js';
import { AccountRemoval } from '../services/account-removal.js';
import { OwnerCheck, type OwnerProof } from '../services/owner-check.js';

export interface DeleteUserInput extends OwnerProof {
  readonly userId: string;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/** An ADMIN closes an account; their own if they prove that it is theirs. Its name stays for the history of what the person did. */
@Injectable()
export class DeleteUser {
  constructor(
    private readonly users: UserRepository,
    private readonly ownerCheck: OwnerCheck,
    private readonly accountRemoval: AccountRemoval,
  ) {}

  /** Throws `USER_NOT_FOUND`, `VERSION_CONFLICT`, `LAST_ADMIN`, `SHIFT_OPEN`, and as {@link OwnerCheck} does. */
  async execute({ userId, version, ...proof }: DeleteUserInput): Promise<void> {
    const { actor } = proof;
    const user = await this.users.find(userId);
    if (!user) throw userNotFound();
    if (user.id === actor.id) await this.ownerCheck.assertOwner(proof);
    await this.accountRemoval.close(actorRef(actor), userId, version);
  }
}
