/** A place in the event log of the installation, in a history of the database: a standby that takes over may give places again, to other events. */
export interface LogPlace {
  readonly place: number;
  readonly epoch: string;
}

/**
 * How far a client has come: the `cursor` of the last message that it saw; or the `seq` of it, which counts the events of one outlet; or, from a
 * client of several outlets, the last `seq` of each, by the outlet's id.
 */
export type Since = LogPlace | { readonly seq: number } | { readonly seqs: ReadonlyMap<string, number> };

/** A `cursor`, or a `seq`. */
export const PLACE = /^(?:([0-9A-F]{8})\.)?(\d{1,15})$/;

export const OUTLET_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MOST_OUTLETS = 200;

/** What clients send back to go on from a message; they need not look inside. */
export const cursorOf = (epoch: string, place: number): string => `${epoch}.${place}`;

/** Reads a `seq`, or the `cursor` of a message; undefined when it is neither. */
export function readPlace(text: string): LogPlace | { readonly seq: number } | undefined {
  const [, epoch, number] = PLACE.exec(text) ?? [];
  if (number === undefined) return undefined;
  return epoch === undefined ? { seq: Number(number) } : { epoch, place: Number(number) };
}

/** Reads what {@link readPlace} does, and `{ "<outlet id>": seq, … }` as an object or as its JSON text; undefined when it is none of them. */
export function readSince(given: unknown): Since | undefined {
  if (typeof given === 'number') return readPlace(String(given));
  if (typeof given === 'string' && !given.startsWith('{')) return readPlace(given);
  const entries = Object.entries(objectOf(given) ?? {});
  const isGood = entries.length > 0 && entries.length <= MOST_OUTLETS && entries.every(isOutletAndSeq);
  return isGood ? { seqs: new Map(entries.map(([id, seq]) => [id.toLowerCase(), Number(seq)])) } : undefined;
}

const isOutletAndSeq = ([outlet, seq]: readonly [string, unknown]): boolean =>
  OUTLET_ID.test(outlet) && Number.isSafeInteger(seq) && Number(seq) >= 0;

function objectOf(given: unknown): object | undefined {
  try {
    const value: unknown = typeof given === 'string' ? JSON.parse(given) : given;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
