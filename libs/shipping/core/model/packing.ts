/** A product as a parcel sees it. Null where the catalogue says nothing. */
export interface Piece {
  readonly quantity: number;
  readonly weightGrams: number | null;
  readonly lengthMm: number | null;
  readonly widthMm: number | null;
  readonly heightMm: number | null;
}

/** A box as carriers want to know it: whole centimetres, the longest side first, and grams. */
export interface Box {
  readonly lengthCm: number;
  readonly widthCm: number;
  readonly heightCm: number;
  readonly weightGrams: number;
}

/** Boxes that are alike. */
export interface BoxStack {
  readonly box: Box;
  readonly count: number;
}

const DEFAULT_GRAMS = 300;
/** The smallest box that Correios takes, and what a product of unknown size is taken for. */
const SMALLEST_MM = [160, 110, 20] as const;
/** Correios' largest, which Melhor Envio's carriers take, too. */
const LARGEST_SIDE_MM = 1_000;
const LARGEST_SUM_MM = 2_000;
const HEAVIEST_GRAMS = 30_000;
/** More boxes than this are a removal, not a parcel. */
const MOST_BOXES = 10;

/** Sides from the longest to the shortest, in mm, and grams. */
interface Stack {
  readonly sides: readonly [number, number, number];
  readonly grams: number;
}

/**
 * Packs pieces lying flat on each other into as few boxes as first-fit finds, the bulkiest first. Null when a piece is larger or heavier
 * than any carrier takes, or when it would be more than ten boxes.
 */
export function pack(pieces: readonly Piece[]): BoxStack[] | null {
  const boxes: Stack[] = [];
  const units = pieces.map((piece) => ({ unit: unitOf(piece), quantity: piece.quantity }));
  units.sort((a, b) => volumeOf(b.unit) - volumeOf(a.unit));
  for (const { unit, quantity } of units) {
    for (let n = 0; n < quantity; n++) {
      const found = boxes.findIndex((box) => fits(onTop(box, unit)));
      const box = boxes[found];
      if (box) boxes[found] = onTop(box, unit);
      else if (boxes.length < MOST_BOXES && fits(unit)) boxes.push(unit);
      else return null;
    }
  }
  return alike(boxes.map(toBox));
}

/** All of it, for rates that know weight alone. */
export const weightOf = (pieces: readonly Piece[]): number =>
  pieces.reduce((sum, piece) => sum + gramsOf(piece) * piece.quantity, 0);

/** The box as a word that two boxes share when they are alike: `22x17x11:600`. */
export const boxName = ({ lengthCm, widthCm, heightCm, weightGrams }: Box): string =>
  `${lengthCm}x${widthCm}x${heightCm}:${weightGrams}`;

const gramsOf = ({ weightGrams }: Piece): number => Math.max(1, weightGrams ?? DEFAULT_GRAMS);

function unitOf(piece: Piece): Stack {
  const [length, width, height] = SMALLEST_MM;
  const sides = [piece.lengthMm ?? length, piece.widthMm ?? width, piece.heightMm ?? height];
  return { sides: sorted(sides.map((side) => Math.max(1, side))), grams: gramsOf(piece) };
}

const onTop = ({ sides: [l, w, h], grams }: Stack, unit: Stack): Stack => ({
  sides: [Math.max(l, unit.sides[0]), Math.max(w, unit.sides[1]), h + unit.sides[2]],
  grams: grams + unit.grams,
});

function fits({ sides, grams }: Stack): boolean {
  const outer = outerSides(sides);
  return (
    grams <= HEAVIEST_GRAMS &&
    outer.every((side) => side <= LARGEST_SIDE_MM) &&
    outer.reduce((sum, side) => sum + side, 0) <= LARGEST_SUM_MM
  );
}

function toBox({ sides, grams }: Stack): Box {
  const [length, width, height] = outerSides(sides);
  return { lengthCm: length / 10, widthCm: width / 10, heightCm: height / 10, weightGrams: grams };
}

/** No smaller than carriers take, and rounded up to whole centimetres. */
function outerSides(sides: Stack['sides']): Stack['sides'] {
  const [length, width, height] = sorted(sides);
  const up = (side: number, least: number) => Math.max(Math.ceil(side / 10) * 10, least);
  return [up(length, SMALLEST_MM[0]), up(width, SMALLEST_MM[1]), up(height, SMALLEST_MM[2])];
}

function sorted(sides: readonly number[]): Stack['sides'] {
  const [length = 0, width = 0, height = 0] = [...sides].sort((a, b) => b - a);
  return [length, width, height];
}

const volumeOf = ({ sides: [l, w, h] }: Stack): number => l * w * h;

function alike(boxes: readonly Box[]): BoxStack[] {
  const stacks = new Map<string, BoxStack>();
  for (const box of boxes) {
    const count = (stacks.get(boxName(box))?.count ?? 0) + 1;
    stacks.set(boxName(box), { box, count });
  }
  return [...stacks.values()];
}
