import { Injectable } from '@nestjs/common';

import { type Actor, assertOutlet, outletScope } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { FloorRepository } from '../tables.ports.js';
import type { Floor, FloorLayout } from '../model/floor.js';
import { floorNotFound } from '../model/tables.errors.js';

/** A floor with where its tables are. */
export interface ShownFloor {
  readonly floor: Floor;
  readonly layout: FloorLayout;
}

const EMPTY: FloorLayout = { spots: [], pairs: [] };

/** Floors, as far as the actor may see them. */
@Injectable()
export class FloorViews {
  constructor(
    private readonly floors: FloorRepository,
    private readonly outlets: OutletsApi,
  ) {}

  /** Throws `FLOOR_NOT_FOUND`. */
  async get(actor: Actor, id: string): Promise<ShownFloor> {
    const floor = await this.floors.find(outletScope(actor), id);
    if (!floor) throw floorNotFound();
    const layouts = await this.floors.layouts([id]);
    return { floor, layout: layouts.get(id) ?? EMPTY };
  }

  /** Of one outlet, or of all of the actor's; by position. Throws `OUTLET_NOT_FOUND`. */
  async list(actor: Actor, outletId: string | undefined): Promise<ShownFloor[]> {
    if (outletId !== undefined) {
      assertOutlet(actor, outletId);
      await this.outlets.get(outletId);
    }
    const floors = await this.floors.list(outletId === undefined ? outletScope(actor) : [outletId]);
    const layouts = await this.floors.layouts(floors.map(({ id }) => id));
    return floors.map((floor) => ({ floor, layout: layouts.get(floor.id) ?? EMPTY }));
  }
}
