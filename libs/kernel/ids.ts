import { randomUUID } from 'node:crypto';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

const MOST_IN_A_MILLISECOND = 0xfff;
/** Where the version-independent half of a UUID begins: variant and 62 random bits. */
const SECOND_HALF = 18;

let millis = 0;
let counter = 0;
/** The 48 bits of `millis` and the version, as they are written. */
let beginning = '';

/**
 * A UUID v7 (RFC 9562): sorts by time of making, and within one process strictly upwards (a 12-bit counter behind the
 * millisecond), so that rows made together keep their order. 62 bits are random.
 */
export function newId(): string {
  const random = randomUUID();
  const now = Date.now();
  if (now > millis) begin(now, Number.parseInt(random.slice(0, 2), 16) & 0x7f);
  else if (counter === MOST_IN_A_MILLISECOND) begin(millis + 1, 0);
  else counter += 1;
  return `${beginning}${counter.toString(16).padStart(3, '0')}${random.slice(SECOND_HALF)}`;
}

function begin(at: number, first: number): void {
  millis = at;
  counter = first;
  const time = at.toString(16).padStart(12, '0');
  beginning = `${time.slice(0, 8)}-${time.slice(8)}-7`;
}

export const isUuid = (value: unknown): value is string => typeof value === 'string' && UUID.test(value);
