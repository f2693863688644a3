import { Injectable } from '@nestjs/common';

import { actorRef } from '#libs/kernel';

import { AccountRemoval } from '../services/account-removal.js';
import { OwnerCheck, type OwnerProof } from '../services/owner-check.js';

/** Somebody leaves by their own wish, which they prove (see {@link OwnerCheck}). */
@Injectable()
export class EraseOwnAccount {
  constructor(
    private readonly ownerCheck: OwnerCheck,
    private readonly accountRemoval: AccountRemoval,
  ) {}

  /** Throws as {@link OwnerCheck} and {@link AccountRemoval} do. */
  async execute(proof: OwnerProof): Promise<void> {
    await this.ownerCheck.assertOwner(proof);
    await this.accountRemoval.erase(actorRef(proof.actor), proof.actor.id);
  }
}
