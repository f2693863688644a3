import { Injectable } from '@nestjs/common';

import { actorRef, UnitOfWork, type UserActor } from '#libs/kernel';

import { PersonalData } from '../personal-data.js';
import { RemoveAccount } from './remove-account.js';

/** Somebody leaves: what names them is removed everywhere, what tax law keeps stays without their name. */
@Injectable()
export class EraseOwnAccount {
  constructor(
    private readonly removeAccount: RemoveAccount,
    private readonly personalData: PersonalData,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute(actor: UserActor): Promise<void> {
    await this.unitOfWork.run(async () => {
      await this.removeAccount.execute({ by: actorRef(actor), userId: actor.id, anonymise: true });
      await this.personalData.erase(actor.id);
    });
  }
}
