import { categoryCycle, categoryElsewhere, categoryNotFound, categoryTooDeep } from './catalog.errors.js';
import type { Category } from './category.js';

/** How many levels a menu has at most: `Drinks › Coffee › Iced › Seasonal`. */
export const MOST_LEVELS = 4;

type Node = Pick<Category, 'id' | 'outletId' | 'parentId'>;

/**
 * Whether `category`, which is in `all` or new, may be below its `parentId`. Throws `CATEGORY_NOT_FOUND` for a parent that is unknown,
 * `CATEGORY_ELSEWHERE` for one of another outlet, `CATEGORY_CYCLE` for itself or one below it, and `CATEGORY_TOO_DEEP`.
 */
export function assertPlace(category: Node, all: readonly Node[]): void {
  const byId = new Map(all.map((one) => [one.id, one]));
  const parent = category.parentId === undefined ? undefined : byId.get(category.parentId);
  if (!parent) throw categoryNotFound();
  if (parent.outletId !== null && parent.outletId !== category.outletId) throw categoryElsewhere();
  const above = chainOf(parent, byId);
  if (above.some(({ id }) => id === category.id)) throw categoryCycle();
  if (above.length + heightOf(category.id, all) > MOST_LEVELS) throw categoryTooDeep(MOST_LEVELS);
}

/** A category and those above it, from below. */
export function chainOf<T extends Node>(category: T, byId: ReadonlyMap<string, T>): T[] {
  const chain = [category];
  for (let next = category; next.parentId !== undefined && chain.length <= MOST_LEVELS;) {
    const parent = byId.get(next.parentId);
    if (!parent) break;
    chain.push(parent);
    next = parent;
  }
  return chain;
}

/** How many levels a category and those below it take. */
function heightOf(id: string, all: readonly Node[]): number {
  const children = all.filter(({ parentId }) => parentId === id);
  return 1 + Math.max(0, ...children.map((child) => heightOf(child.id, all)));
}

/** Where products of the category are made: where it says or, where it does not, the nearest one above it. */
export function stationIn(category: Category, all: readonly Category[]): string | null {
  const chain = chainOf(category, new Map(all.map((one) => [one.id, one])));
  return chain.find(({ station }) => station !== null)?.station ?? null;
}

export interface Placed<T> {
  readonly category: T;
  /** 0 at the top. */
  readonly depth: number;
}

/** Categories, which come in their order, each before those below it. One whose parent is not among them is at the top. */
export function inTreeOrder<T extends Node>(categories: readonly T[]): Placed<T>[] {
  const known = new Set(categories.map(({ id }) => id));
  const below = new Map<string | undefined, T[]>();
  for (const category of categories) {
    const parent = category.parentId !== undefined && known.has(category.parentId) ? category.parentId : undefined;
    below.set(parent, [...(below.get(parent) ?? []), category]);
  }
  const walk = (parent: string | undefined, depth: number): Placed<T>[] =>
    (below.get(parent) ?? []).flatMap((category) => [{ category, depth }, ...walk(category.id, depth + 1)]);
  return walk(undefined, 0);
}
