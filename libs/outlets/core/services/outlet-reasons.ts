import { Injectable } from '@nestjs/common';

import { assertOutlet, type UserActor } from '#libs/kernel';

import { reasonNotFound } from '../model/outlets.errors.js';
import { type Reason, type ReasonKind, wordsOf } from '../model/reason.js';
import { type ChosenReason, OutletsApi, ReasonsApi } from '../outlets.api.js';
import { ReasonRepository } from '../outlets.ports.js';

/** An outlet's reasons, as its staff may see and choose them. */
@Injectable()
export class OutletReasons extends ReasonsApi {
  constructor(
    private readonly reasons: ReasonRepository,
    private readonly outlets: OutletsApi,
  ) {
    super();
  }

  /** By kind and label. Throws `OUTLET_NOT_FOUND`. */
  async of(actor: UserActor, outletId: string, kind?: ReasonKind): Promise<Reason[]> {
    assertOutlet(actor, outletId);
    await this.outlets.get(outletId);
    const reasons = await this.reasons.ofOutlet(outletId);
    return kind === undefined ? reasons : reasons.filter((reason) => reason.kind === kind);
  }

  async wordsOf({ outletId, reasonId, kinds, note }: ChosenReason): Promise<string> {
    const reason = await this.reasons.find([outletId], reasonId);
    if (!reason) throw reasonNotFound();
    return wordsOf(reason, kinds, note);
  }
}
