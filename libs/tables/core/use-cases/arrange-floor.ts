import { Injectable } from '@nestjs/common';

import { type Actor, AuditLog } from '#libs/kernel';

import { FloorRepository, TableQueries } from '../tables.ports.js';
import { floorAudit } from '../model/floor-audit.js';
import { assertOnFloor, type Floor, type FloorLayout, nextFloor, plainLayout } from '../model/floor.js';
import { tableNotFound } from '../model/tables.errors.js';
import { FloorChanges } from '../services/floor-changes.js';

export interface ArrangeFloorInput {
  readonly actor: Actor;
  readonly id: string;
  /** The version that the caller has seen. */
  readonly version: number;
  readonly layout: FloorLayout;
}

/** Puts tables where they are on a floor, all at once: a table that is not named is on it no more, and one of another floor leaves that. */
@Injectable()
export class ArrangeFloor {
  constructor(
    private readonly changing: FloorChanges,
    private readonly floors: FloorRepository,
    private readonly tables: TableQueries,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Throws `FLOOR_NOT_FOUND` and `TABLE_NOT_FOUND` (404), `VERSION_CONFLICT` (409), `LAYOUT_OFF_THE_FLOOR`, `LAYOUT_TABLE_TWICE` and
   * `LAYOUT_PAIR_INVALID` (422).
   */
  execute({ actor, id, version, layout }: ArrangeFloorInput): Promise<Floor> {
    return this.changing.change({ actor, id, version }, async (before, others, now) => {
      const plain = plainLayout(layout);
      assertOnFloor(before, plain.spots);
      const tableIds = plain.spots.map(({ tableId }) => tableId);
      const known = (await this.tables.some(tableIds)).filter(({ table }) => table.outletId === before.outletId);
      if (known.length < tableIds.length) throw tableNotFound();
      const left = new Set([...(await this.floors.spots(tableIds)).values()].map(({ floorId }) => floorId));
      const floor = nextFloor(before, now);
      await this.floors.arrange(floor, plain);
      for (const one of others) if (left.has(one.id)) await this.floors.update(nextFloor(one, now));
      await this.floors.update(floor);
      await this.audit.record(floorAudit(actor, 'arranged', floor, { tables: tableIds.length }));
      return floor;
    });
  }
}
