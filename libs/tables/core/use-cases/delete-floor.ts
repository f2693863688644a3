import { Injectable } from '@nestjs/common';

import { type Actor, AuditLog } from '#libs/kernel';

import { FloorRepository } from '../tables.ports.js';
import { floorAudit } from '../model/floor-audit.js';
import { FloorChanges } from '../services/floor-changes.js';

/** Takes a floor away with its layout. Its tables stay, and so does whoever sits there. */
@Injectable()
export class DeleteFloor {
  constructor(
    private readonly changing: FloorChanges,
    private readonly floors: FloorRepository,
    private readonly audit: AuditLog,
  ) {}

  /** Throws `FLOOR_NOT_FOUND` (404) and `VERSION_CONFLICT` (409). */
  execute(wanted: { readonly actor: Actor; readonly id: string; readonly version?: number }): Promise<void> {
    return this.changing.change(wanted, async (floor) => {
      await this.floors.remove(floor.id);
      await this.audit.record(floorAudit(wanted.actor, 'deleted', floor));
    });
  }
}
