import { Injectable } from '@nestjs/common';

import { type Actor, assertOutlet, outletScope, type OutletScope } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

/** Which outlets a list is of. */
@Injectable()
export class OutletScopes {
  constructor(private readonly outlets: OutletsApi) {}

  /** The outlet that was asked for, or all that the actor sees. Throws `OUTLET_NOT_FOUND` for one that is unknown or not theirs. */
  async of(actor: Actor, outletId?: string): Promise<OutletScope> {
    if (outletId === undefined) return outletScope(actor);
    assertOutlet(actor, outletId);
    await this.outlets.get(outletId);
    return [outletId];
  }
}
