import type { Schemas } from '../shared/api.js';

export type Floor = Schemas['FloorResponse'];
export type Spot = Schemas['TableSpotResponse'];
export type Shape = Schemas['TableShape'];

/** A floor as it is being drawn: what is saved in one write. Places and sizes are whole units of the floor's own grid. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly spots: readonly Spot[];
  /** Two tables each, the lower id first. */
  readonly pairs: readonly (readonly [string, string])[];
}

export const SHAPES: readonly Shape[] = ['RECT', 'ROUND', 'BAR'];
/** The size of a table that was not on a floor yet. */
const USUAL = { width: 4, height: 2 };
const FULL_TURN = 360;

export const drawingOf = ({ width, height, tables, pairs }: Floor): Drawing => ({
  width,
  height,
  spots: tables,
  pairs: pairs.map(({ table_ids: [one = '', other = ''] }) => pairOf(one, other)),
});

/** What `PUT /floors/:id/layout` takes. */
export const layoutOf = ({ spots, pairs }: Drawing, version: number) => ({
  version,
  tables: [...spots],
  pairs: pairs.map((pair) => ({ table_ids: [...pair] })),
});

/** Puts a table where nothing else stands, the first row first; into the corner where there is no room. */
export function put(drawing: Drawing, id: string): Drawing {
  const size = { width: Math.min(USUAL.width, drawing.width), height: Math.min(USUAL.height, drawing.height) };
  const { x, y } = freePlace(drawing, size) ?? { x: 0, y: 0 };
  return { ...drawing, spots: [...drawing.spots, { id, x, y, ...size, rotation: 0, shape: 'RECT' }] };
}

/** Takes a table off the floor, with its pairs. */
export const takeOff = (drawing: Drawing, id: string): Drawing => ({
  ...drawing,
  spots: drawing.spots.filter((spot) => spot.id !== id),
  pairs: drawing.pairs.filter((pair) => !pair.includes(id)),
});

/** Changes a table's place, size, turn or shape; what would not be on the floor is brought back onto it. */
export function changeSpot(drawing: Drawing, id: string, change: Partial<Omit<Spot, 'id'>>): Drawing {
  const spots = drawing.spots.map((spot) => (spot.id === id ? onFloor({ ...spot, ...change }, drawing) : spot));
  return { ...drawing, spots };
}

/** Moves a table by so many units. */
export function moveBy(drawing: Drawing, id: string, by: { readonly x: number; readonly y: number }): Drawing {
  const spot = drawing.spots.find((one) => one.id === id);
  return spot ? changeSpot(drawing, id, { x: spot.x + by.x, y: spot.y + by.y }) : drawing;
}

/** Says that two tables go together, or that they do not. */
export function togglePair(drawing: Drawing, one: string, other: string): Drawing {
  const rest = drawing.pairs.filter((pair) => !(pair.includes(one) && pair.includes(other)));
  return { ...drawing, pairs: rest.length < drawing.pairs.length ? rest : [...rest, pairOf(one, other)] };
}

export const isPair = ({ pairs }: Drawing, one: string, other: string): boolean =>
  pairs.some((pair) => pair.includes(one) && pair.includes(other));

/** Whether two drawings are saved as the same. */
export const isSame = (one: Drawing, other: Drawing): boolean => asText(one) === asText(other);

const asText = ({ spots, pairs }: Drawing): string =>
  JSON.stringify([
    spots
      .map(({ id, x, y, width, height, rotation, shape }) => [id, x, y, width, height, rotation, shape].join())
      .sort(),
    pairs.map(String).sort(),
  ]);

const pairOf = (one: string, other: string): readonly [string, string] => (one < other ? [one, other] : [other, one]);

function onFloor(spot: Spot, floor: Drawing): Spot {
  const between = (value: number, least: number, most: number) => Math.max(least, Math.min(Math.round(value), most));
  const [width, height] = [between(spot.width, 1, floor.width), between(spot.height, 1, floor.height)];
  const rotation = (Math.round(spot.rotation) + FULL_TURN) % FULL_TURN;
  return {
    ...spot,
    width,
    height,
    rotation,
    x: between(spot.x, 0, floor.width - width),
    y: between(spot.y, 0, floor.height - height),
  };
}

function freePlace(
  drawing: Drawing,
  { width, height }: { readonly width: number; readonly height: number },
): { readonly x: number; readonly y: number } | null {
  // A floor may be ten thousand units wide: tables are tried side by side and below each other.
  const columns = places(
    drawing.spots.map((spot) => spot.x + spot.width + 1),
    drawing.width - width,
  );
  const rows = places(
    drawing.spots.map((spot) => spot.y + spot.height + 1),
    drawing.height - height,
  );
  for (const y of rows) {
    for (const x of columns) {
      const isTaken = drawing.spots.some(
        (spot) => x < spot.x + spot.width && spot.x < x + width && y < spot.y + spot.height && spot.y < y + height,
      );
      if (!isTaken) return { x, y };
    }
  }
  return null;
}

const places = (after: readonly number[], most: number): number[] =>
  [...new Set([0, ...after])].filter((at) => at <= most).sort((a, b) => a - b);
