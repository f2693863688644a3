import { Injectable } from '@nestjs/common';

import { type Actor, AuditLog } from '#libs/kernel';

import { FloorRepository } from '../tables.ports.js';
import { floorAudit } from '../model/floor-audit.js';
import { assertOnFloor, type Floor, type FloorChanges as Changes, reviseFloor } from '../model/floor.js';
import { FloorChanges } from '../services/floor-changes.js';

export interface UpdateFloorInput {
  readonly actor: Actor;
  readonly id: string;
  readonly changes: Changes;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/** A change that changes nothing is not a version. A floor does not get smaller than its tables need. */
@Injectable()
export class UpdateFloor {
  constructor(
    private readonly changing: FloorChanges,
    private readonly floors: FloorRepository,
    private readonly audit: AuditLog,
  ) {}

  /** Throws `FLOOR_NOT_FOUND` (404), `FLOOR_NAME_TAKEN` and `VERSION_CONFLICT` (409), and `LAYOUT_OFF_THE_FLOOR` (422). */
  execute({ actor, id, changes, version }: UpdateFloorInput): Promise<Floor> {
    return this.changing.change({ actor, id, version }, async (before, _, now) => {
      const after = reviseFloor(before, changes, now);
      if (after === before) return before;
      assertOnFloor(after, (await this.floors.layouts([id])).get(id)?.spots ?? []);
      await this.floors.update(after);
      await this.audit.record(floorAudit(actor, 'updated', after, { changes }));
      return after;
    });
  }
}
