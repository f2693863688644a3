import { Injectable } from '@nestjs/common';

import { DomainError, type UserActor } from '#libs/kernel';

/** What lies at an outlet, and is named by an id in a path. */
export type PlacedThing = 'order' | 'payment' | 'table' | 'floor' | 'table session' | 'call' | 'reason';

/** The outlet of a thing that the actor may see. Null, or what is thrown for one that they may not see, otherwise. */
type Find = (actor: UserActor, id: string) => Promise<string | null>;

/** At which outlet a thing is: each module registers its own. Asked only where somebody's permission is not the same at all of their outlets. */
@Injectable()
export class OutletPlaces {
  private readonly finders = new Map<PlacedThing, Find>();

  register(thing: PlacedThing, find: Find): void {
    this.finders.set(thing, find);
  }

  /** Null for what there is not, or is not theirs to see: the request will be told so. */
  async of(thing: PlacedThing, actor: UserActor, id: string): Promise<string | null> {
    const find = this.finders.get(thing);
    if (!find) throw new Error(`Nobody knows at which outlet a ${thing} is`);
    try {
      return await find(actor, id);
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'not_found') return null;
      throw error;
    }
  }
}
