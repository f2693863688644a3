import { createHash } from 'node:crypto';

/**
 * Members that change without the version of what they belong to. A resource that has one is sent each time, since its version does not say
 * whether the reader has it as it is now.
 */
const LIVE_MEMBERS = ['stock', 'session', 'shipping', 'payments', 'used'];

/** The same of its lines: a picture, a price and what is left are the catalogue's. */
const LIVE_LINE_MEMBERS = ['image_url', 'stock_level'];

/**
 * The ETag of a resource that has a version: that version, as `If-Match` takes it (`"7"`). Null for anything else. What cannot simply be had
 * at the moment, of the menu, says so behind its version (`"7.4f53cda1"`), since it comes back without a new one; so does what is not at its own price.
 */
export function versionTag(body: object): string | null {
  const { version } = body as { version?: unknown };
  return Number.isSafeInteger(version) ? `"${String(version)}${hindrance(body)}"` : null;
}

interface OnTheMenu {
  readonly available?: unknown;
  readonly unavailable_reason?: unknown;
  readonly stock_level?: unknown;
  readonly name?: unknown;
  readonly price?: unknown;
  readonly regular_price?: unknown;
  readonly variants?: readonly {
    readonly version: unknown;
    readonly available: unknown;
    readonly stock_level: unknown;
    readonly price?: unknown;
  }[];
  readonly modifier_groups?: readonly {
    readonly options: readonly { readonly available: unknown; readonly price_delta?: unknown }[];
  }[];
}

function hindrance({
  available,
  unavailable_reason: reason,
  stock_level: level,
  modifier_groups: groups,
  variants = [],
  ...terms
}: OnTheMenu): string {
  if (typeof available !== 'boolean') return '';
  const options = (groups ?? []).flatMap((group) => group.options.map((option) => option.available));
  const isPriced = terms.regular_price !== undefined;
  const isPlain =
    !isPriced && variants.length === 0 && available && (level ?? 'IN') === 'IN' && !options.includes(false);
  if (isPlain) return '';
  const state = JSON.stringify([
    ...[available, reason, level, options],
    ...variants.map((variant) => [variant.version, variant.available, variant.stock_level, variant.price]),
    ...(isPriced ? [terms.price, terms.name, (groups ?? []).map((g) => g.options.map((o) => o.price_delta))] : []),
  ]);
  return `.${createHash('sha256').update(state).digest('hex').slice(0, 8)}`;
}

/** Whether whoever has this version has all of the resource. */
export const isAllVersioned = (body: object): boolean => {
  const { items } = body as { items?: unknown };
  const lines: readonly unknown[] = Array.isArray(items) ? items : [];
  return hasNone(body, LIVE_MEMBERS) && lines.every((line) => hasNone(line, LIVE_LINE_MEMBERS));
};

const hasNone = (value: unknown, names: readonly string[]): boolean =>
  names.every((name) => isNothing((value as Readonly<Record<string, unknown>>)[name]));

const isNothing = (member: unknown): boolean =>
  member === undefined || member === null || (Array.isArray(member) && member.length === 0);

/** Whether `If-None-Match` names this ETag, or any. */
export function namesTag(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === tag);
}
