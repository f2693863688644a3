import { Injectable } from '@nestjs/common';

import { actorRef, UnitOfWork, type UserActor } from '#libs/kernel';

import { RemoveAccount } from './remove-account.js';

export interface DeleteUserInput {
  readonly actor: UserActor;
  readonly userId: string;
}

/** An ADMIN closes an account. Its name stays for the history of what the person did. */
@Injectable()
export class DeleteUser {
  constructor(
    private readonly removeAccount: RemoveAccount,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute({ actor, userId }: DeleteUserInput): Promise<void> {
    await this.unitOfWork.run(() => this.removeAccount.execute({ by: actorRef(actor), userId, anonymise: false }));
  }
}
