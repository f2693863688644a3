import { isInScope, type OutletScope } from '#libs/kernel';

import type { Floor, FloorLayout, TableSpot } from '../core/model/floor.js';
import { floorNameTaken } from '../core/model/tables.errors.js';
import { FloorRepository } from '../core/tables.ports.js';

const NOTHING: FloorLayout = { spots: [], pairs: [] };

/** Does one thing at a time: there is nothing to lock. */
export class InMemoryFloorRepository extends FloorRepository {
  private readonly floors = new Map<string, Floor>();
  private readonly arranged = new Map<string, FloorLayout>();

  async find(scope: OutletScope, id: string): Promise<Floor | null> {
    const floor = this.floors.get(id);
    return floor && isInScope(scope, floor.outletId) ? floor : null;
  }

  async list(scope: OutletScope): Promise<Floor[]> {
    return [...this.floors.values()]
      .filter(({ outletId }) => isInScope(scope, outletId))
      .sort((a, b) => a.position - b.position || a.name.localeCompare(b.name));
  }

  lockAll(outletId: string): Promise<Floor[]> {
    return this.list([outletId]);
  }

  insert(floor: Floor): Promise<void> {
    return this.update(floor);
  }

  async update(floor: Floor): Promise<void> {
    const name = floor.name.toLowerCase();
    const isTaken = [...this.floors.values()].some(
      (other) => other.id !== floor.id && other.outletId === floor.outletId && other.name.toLowerCase() === name,
    );
    if (isTaken) throw floorNameTaken(floor.name);
    this.floors.set(floor.id, floor);
  }

  async remove(id: string): Promise<void> {
    this.floors.delete(id);
    this.arranged.delete(id);
  }

  async layouts(floorIds: readonly string[]): Promise<ReadonlyMap<string, FloorLayout>> {
    return new Map(floorIds.map((id) => [id, this.arranged.get(id) ?? NOTHING]));
  }

  async arrange({ id }: Pick<Floor, 'id' | 'outletId'>, layout: FloorLayout): Promise<void> {
    const taken = new Set(layout.spots.map(({ tableId }) => tableId));
    for (const [other, { spots, pairs }] of this.arranged) {
      this.arranged.set(other, {
        spots: spots.filter(({ tableId }) => !taken.has(tableId)),
        pairs: pairs.filter((pair) => !pair.some((tableId) => taken.has(tableId))),
      });
    }
    this.arranged.set(id, layout);
  }

  async spots(tableIds: readonly string[]): Promise<ReadonlyMap<string, TableSpot & { readonly floorId: string }>> {
    const all = [...this.arranged].flatMap(([floorId, { spots }]) => spots.map((spot) => ({ ...spot, floorId })));
    return new Map(all.filter(({ tableId }) => tableIds.includes(tableId)).map((spot) => [spot.tableId, spot]));
  }
}
