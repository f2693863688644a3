import { Injectable } from '@nestjs/common';

import { type Actor, assertOutlet, outletScope } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { outletRequired } from '../model/kitchen.errors.js';

/** Which outlets' kitchens somebody may look at. */
@Injectable()
export class KitchenOutlets {
  constructor(private readonly outlets: OutletsApi) {}

  /** The one that was asked for, or the actor's only one. Throws `OUTLET_NOT_FOUND` (404), or `OUTLET_REQUIRED` (400) where there are several. */
  async one(actor: Actor, outletId: string | undefined): Promise<string> {
    if (outletId !== undefined) {
      assertOutlet(actor, outletId);
      return (await this.outlets.get(outletId)).id;
    }
    const [only, ...others] = await this.all(actor);
    if (only === undefined || others.length > 0) throw outletRequired();
    return only;
  }

  /** All of them, by their ids. */
  async all(actor: Actor): Promise<string[]> {
    return (await this.outlets.list(outletScope(actor))).map(({ id }) => id);
  }
}
