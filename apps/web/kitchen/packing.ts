/** The heights of one card, px: its head, each of its lines, and its foot with the button. */
export interface Size {
  readonly key: string;
  readonly head: number;
  readonly lines: readonly number[];
  readonly foot: number;
}

/** The room of a page, px. `continued` is the height of the small head and of the torn edge where a long card goes on. */
export interface Room {
  readonly columns: number;
  readonly height: number;
  readonly gap: number;
  readonly continued: number;
}

/** A piece of a card within one column: its lines `from` until before `to`. The first piece has the head, the last one the foot. */
export interface Piece {
  readonly key: string;
  readonly from: number;
  readonly to: number;
  readonly first: boolean;
  readonly last: boolean;
  readonly height: number;
}

export type Column = readonly Piece[];
export type Page = readonly Column[];

/**
 * Fills columns from top to bottom in the order of the cards. A card that fits into a column is never torn; one that is taller than a column
 * begins in a column of its own and goes on in the next ones. A line that is taller than a column has that column to itself.
 */
export function pack(cards: readonly Size[], room: Room): readonly Page[] {
  const columns: Piece[][] = [];
  let left = 0;
  const newColumn = (): Piece[] => {
    const column: Piece[] = [];
    columns.push(column);
    left = room.height;
    return column;
  };
  let column: Piece[] | null = null;
  for (const card of cards) {
    const whole = card.head + card.foot + sum(card.lines);
    if (whole <= room.height) {
      if (!column || whole > left) column = newColumn();
      column.push({ key: card.key, from: 0, to: card.lines.length, first: true, last: true, height: whole });
      left -= whole + room.gap;
      continue;
    }
    for (const piece of torn(card, room)) {
      column = newColumn();
      column.push(piece);
      left -= piece.height + room.gap;
    }
  }
  return inPages(columns, Math.max(1, room.columns));
}

function torn(card: Size, room: Room): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  while (from < card.lines.length || pieces.length === 0) {
    const first = pieces.length === 0;
    const top = first ? card.head : room.continued;
    let to = from;
    let height = top;
    while (to < card.lines.length) {
      const isLastLine = to === card.lines.length - 1;
      const below = isLastLine ? card.foot : room.continued;
      const next = height + (card.lines[to] ?? 0);
      if (next + below > room.height && to > from) break;
      height = next;
      to += 1;
      if (next + below > room.height) break;
    }
    const last = to >= card.lines.length;
    pieces.push({ key: card.key, from, to, first, last, height: height + (last ? card.foot : room.continued) });
    from = to;
    if (last) break;
  }
  return pieces;
}

function inPages(columns: readonly Column[], perPage: number): readonly Page[] {
  const pages: Page[] = [];
  for (let start = 0; start < columns.length; start += perPage) pages.push(columns.slice(start, start + perPage));
  return pages;
}

/** The number of columns that fit into `width`, at least one. All px. */
export function columnsIn(width: number, smallest: number, gap: number): number {
  return Math.max(1, Math.floor((width + gap) / (smallest + gap)));
}

/** How many cards begin after page `index` (counted from 0). */
export function waitingAfter(pages: readonly Page[], index: number): number {
  return pages
    .slice(index + 1)
    .flat(2)
    .filter((piece) => piece.first).length;
}

/** The page that a card begins on; -1 when it is on none. */
export function pageOf(pages: readonly Page[], key: string): number {
  return pages.findIndex((page) => page.some((column) => column.some((piece) => piece.key === key && piece.first)));
}

/** The cards that begin on a page, in the order in which they are numbered for keys. */
export function cardsOn(page: Page | undefined): readonly string[] {
  return (page ?? [])
    .flat()
    .filter((piece) => piece.first)
    .map((piece) => piece.key);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
