import { Injectable } from '@nestjs/common';

import type { Actor } from '#libs/kernel';

import type { DiningTable, TableDraft } from '../model/dining-table.js';
import { UpdateTable } from './update-table.js';

export interface ReplaceTableInput {
  readonly actor: Actor;
  readonly id: string;
  readonly draft: Omit<TableDraft, 'outletId'>;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/** Sets every field. The table stays in its outlet, and its code stays the same. */
@Injectable()
export class ReplaceTable {
  constructor(private readonly update: UpdateTable) {}

  /** Throws as {@link UpdateTable} does. */
  execute({ draft: { name, area, seats, active }, ...request }: ReplaceTableInput): Promise<DiningTable> {
    return this.update.execute({ ...request, changes: { name, area, seats, active } });
  }
}
