/** Where a table is drawn, in whole units of its floor: its upper left corner and its size before it is turned about its middle. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Degrees clockwise. */
  readonly rotation: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Upper left corner and size, in the same units as the spot. */
export type Box = Size & { readonly x: number; readonly y: number };

/** What a table takes up once it is turned: one that stands nearer to across than to along is as wide as it was high. */
export function boxOf({ x, y, width, height, rotation }: Spot): Box {
  const quarters = Math.round(rotation / 90) % 4;
  if (quarters % 2 === 0) return { x, y, width, height };
  return { x: x + (width - height) / 2, y: y + (height - width) / 2, width: height, height: width };
}

const percent = (part: number, whole: number): string => `${Math.round((part / whole) * 1e5) / 1e3}%`;

/** The box in percent of its floor, as styles. A table that was turned at the edge of its floor stays on it. */
export function placeOf(spot: Spot, floor: Size): Readonly<Record<'left' | 'top' | 'width' | 'height', string>> {
  const box = boxOf(spot);
  const within = (from: number, size: number, all: number) => Math.max(0, Math.min(from, all - size));
  return {
    left: percent(within(box.x, box.width, floor.width), floor.width),
    top: percent(within(box.y, box.height, floor.height), floor.height),
    width: percent(box.width, floor.width),
    height: percent(box.height, floor.height),
  };
}

/** The outline of the table within its box: as large as it is before it is turned, about the same middle. */
export function outlineOf(spot: Spot): Readonly<Record<'width' | 'height' | 'transform', string>> {
  const box = boxOf(spot);
  return {
    width: percent(spot.width, box.width),
    height: percent(spot.height, box.height),
    transform: `translate(-50%, -50%) rotate(${spot.rotation}deg)`,
  };
}

/** How wide a floor has to be drawn, in px, for each of its tables to be `least` at least. */
export function leastWidth(spots: readonly Spot[], floor: Size, least: Size): number {
  const units = spots.map(boxOf).map((box) => Math.max(least.width / box.width, least.height / box.height));
  return Math.ceil(Math.max(0, ...units) * floor.width);
}
