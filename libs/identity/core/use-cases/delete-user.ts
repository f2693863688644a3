import { Injectable } from '@nestjs/common';

import { actorRef, type UserActor } from '#libs/kernel';

import { AccountRemoval } from '../services/account-removal.js';

export interface DeleteUserInput {
  readonly actor: UserActor;
  readonly userId: string;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/** An ADMIN closes an account. Its name stays for the history of what the person did. */
@Injectable()
export class DeleteUser {
  constructor(private readonly accountRemoval: AccountRemoval) {}

  /** Throws `USER_NOT_FOUND`, `VERSION_CONFLICT`, `LAST_ADMIN`, `SHIFT_OPEN`. */
  async execute({ actor, userId, version }: DeleteUserInput): Promise<void> {
    await this.accountRemoval.close(actorRef(actor), userId, version);
  }
}
