import { isMine, type Entry, type Filter } from './queue.js';
import { isOpenLine, type Line } from './tickets.js';

/** Pieces that are still to be cooked of one dish. */
export interface AllDayRow {
  readonly productId: string;
  readonly name: string;
  readonly pieces: number;
  /** Pieces by what was chosen with them, the most frequent first; empty without `modifiers`. */
  readonly variants: readonly { readonly name: string; readonly pieces: number }[];
}

/** Sums of lines that are fired and not ready, over my stations; the largest first, then by name. */
export function allDayOf(entries: Iterable<Entry>, filter: Filter, modifiers: boolean): readonly AllDayRow[] {
  const rows = new Map<string, { productId: string; name: string; pieces: number; variants: Map<string, number> }>();
  for (const { ticket } of entries) {
    if (ticket.state !== 'OPEN' || !isMine(ticket, filter)) continue;
    for (const line of ticket.lines) {
      if (!isOpenLine(line) || line.fired_at === null) continue;
      const key = dishKey(line);
      const row = rows.get(key) ?? { productId: line.product_id, name: line.name, pieces: 0, variants: new Map() };
      row.pieces += line.quantity;
      const variant = line.modifiers.map(modifierText).join(', ');
      if (variant) row.variants.set(variant, (row.variants.get(variant) ?? 0) + line.quantity);
      rows.set(key, row);
    }
  }
  return [...rows.values()]
    .map((row) => ({
      ...row,
      variants: modifiers ? sorted([...row.variants].map(([name, pieces]) => ({ name, pieces }))) : [],
    }))
    .sort(mostFirst);
}

/** What tells dishes apart: a component of a product counts by itself. */
export function dishKey(line: Pick<Line, 'product_id' | 'name'>): string {
  return `${line.product_id} ${line.name}`;
}

/** How names of options begin that take something away, in the languages of our pages. */
const REMOVING = /^(?:no|without|tanpa|tidak pakai|sem)\s/iu;

/** Whether an option takes something away, as its name says: nothing else tells. */
export const isRemoval = ({ name }: { readonly name: string }): boolean => REMOVING.test(name.trim());

/** A chosen option as cooks read it: with its number where it is not one, and in capitals behind a dash where it takes something away. */
export function modifierText(modifier: { readonly name: string; readonly quantity: number }): string {
  if (isRemoval(modifier)) return `– ${modifier.name.toUpperCase()}`;
  return modifier.quantity === 1 ? modifier.name : `${modifier.quantity}× ${modifier.name}`;
}

function sorted<T extends { readonly name: string; readonly pieces: number }>(rows: readonly T[]): readonly T[] {
  return [...rows].sort(mostFirst);
}

function mostFirst(a: { name: string; pieces: number }, b: { name: string; pieces: number }): number {
  return b.pieces - a.pieces || a.name.localeCompare(b.name);
}
