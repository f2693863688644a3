import { ruleBroken } from '#libs/kernel';

/** A part of an outlet as it is drawn: a room, a terrace. Widths, heights and places are in whole units of its own grid. */
export interface Floor {
  readonly id: string;
  readonly outletId: string;
  /** Unique in its outlet whatever the case. */
  readonly name: string;
  /** Among the floors of its outlet: the lowest first. */
  readonly position: number;
  readonly width: number;
  readonly height: number;
  /** Counts up with every change, of its layout too. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export type FloorDraft = Pick<Floor, 'outletId' | 'name' | 'position' | 'width' | 'height'>;
export type FloorChanges = Partial<Omit<FloorDraft, 'outletId'>>;

export const TABLE_SHAPES = ['RECT', 'ROUND', 'BAR'] as const;
export type TableShape = (typeof TABLE_SHAPES)[number];

/** Where a table is drawn: its upper left corner and its size before it is turned, and by how many degrees it is turned about its middle. */
export interface TableSpot {
  readonly tableId: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** 0 to 359. */
  readonly rotation: number;
  readonly shape: TableShape;
}

/** Two tables of a floor that can be put together for a party. */
export type TablePair = readonly [string, string];

export interface FloorLayout {
  readonly spots: readonly TableSpot[];
  readonly pairs: readonly TablePair[];
}

export const newFloor = (id: string, draft: FloorDraft, now: Date): Floor => ({
  id,
  ...draft,
  version: 1,
  createdAt: now,
  updatedAt: now,
});

/** The floor with some fields changed, or the same object when nothing differs. */
export function reviseFloor(floor: Floor, changes: FloorChanges, now: Date): Floor {
  const differs = Object.entries(changes).some(([name, value]) => floor[name as keyof Floor] !== value);
  return differs ? nextFloor({ ...floor, ...changes }, now) : floor;
}

export const nextFloor = (floor: Floor, now: Date): Floor => ({
  ...floor,
  version: floor.version + 1,
  updatedAt: now,
});

/** Throws `LAYOUT_OFF_THE_FLOOR` (422) where a table is not wholly on the floor. */
export function assertOnFloor({ width, height }: Pick<Floor, 'width' | 'height'>, spots: readonly TableSpot[]): void {
  const off = spots.find((spot) => spot.x + spot.width > width || spot.y + spot.height > height);
  if (off) {
    throw ruleBroken('LAYOUT_OFF_THE_FLOOR', 'A table is not wholly on the floor.', { table_id: off.tableId });
  }
}

/** Throws `LAYOUT_TABLE_TWICE` and `LAYOUT_PAIR_INVALID` (422). Answers the layout with each pair once, its ids in their order. */
export function plainLayout({ spots, pairs }: FloorLayout): FloorLayout {
  const ids = new Set<string>();
  for (const { tableId } of spots) {
    if (ids.has(tableId)) {
      throw ruleBroken('LAYOUT_TABLE_TWICE', 'A table is twice in the layout.', { table_id: tableId });
    }
    ids.add(tableId);
  }
  const plain = new Map<string, TablePair>();
  for (const [one, other] of pairs) {
    if (one === other || !ids.has(one) || !ids.has(other)) {
      throw ruleBroken('LAYOUT_PAIR_INVALID', 'A pair is of two tables of this floor.', { table_ids: [one, other] });
    }
    const pair: TablePair = one < other ? [one, other] : [other, one];
    plain.set(pair.join(), pair);
  }
  return { spots, pairs: [...plain.values()] };
}
