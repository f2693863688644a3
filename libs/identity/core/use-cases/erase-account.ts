import { Injectable } from '@nestjs/common';

import { type ActorRef, UnitOfWork } from '#libs/kernel';

import { PersonalData } from '../personal-data.js';
import { RemoveAccount } from './remove-account.js';

export interface EraseAccountInput {
  readonly by: ActorRef;
  readonly userId: string;
}

/** Somebody leaves: what names them is removed everywhere, what tax law keeps stays without their name. */
@Injectable()
export class EraseAccount {
  constructor(
    private readonly removeAccount: RemoveAccount,
    private readonly personalData: PersonalData,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute({ by, userId }: EraseAccountInput): Promise<void> {
    await this.unitOfWork.run(async () => {
      await this.removeAccount.execute({ by, userId, anonymise: true });
      await this.personalData.erase(userId);
    });
  }
}
