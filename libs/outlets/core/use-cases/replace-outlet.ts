import { Injectable } from '@nestjs/common';

import type { Actor } from '#libs/kernel';

import { type Outlet, type OutletDraft, withDefaults } from '../model/outlet.js';
import { UpdateOutlet } from './update-outlet.js';

export interface ReplaceOutletInput {
  readonly actor: Actor;
  readonly id: string;
  readonly draft: OutletDraft;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/** Sets every field: what the draft leaves out goes back to its default. The prefix of order numbers stays, since orders have it. */
@Injectable()
export class ReplaceOutlet {
  constructor(private readonly update: UpdateOutlet) {}

  /** Throws as {@link UpdateOutlet} does. */
  execute({ draft, ...request }: ReplaceOutletInput): Promise<Outlet> {
    const { orderPrefix, ...settings } = withDefaults(draft);
    const changes = draft.orderPrefix === undefined ? settings : { ...settings, orderPrefix };
    return this.update.execute({ ...request, changes });
  }
}
