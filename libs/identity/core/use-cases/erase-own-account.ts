import { Injectable } from '@nestjs/common';

import { actorRef } from '#libs/kernel';

import { AssertOwner, type AssertOwnerInput } from './assert-owner.js';
import { EraseAccount } from './erase-account.js';

/** Somebody leaves by their own wish, which they prove (see {@link AssertOwner}). */
@Injectable()
export class EraseOwnAccount {
  constructor(
    private readonly assertOwner: AssertOwner,
    private readonly eraseAccount: EraseAccount,
  ) {}

  async execute(input: AssertOwnerInput): Promise<void> {
    await this.assertOwner.execute(input);
    await this.eraseAccount.execute({ by: actorRef(input.actor), userId: input.actor.id });
  }
}
