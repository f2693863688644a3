import { randomFillSync } from 'node:crypto';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const POOL_BYTES = 4096;
const pool = Buffer.alloc(POOL_BYTES);
let poolOffset = POOL_BYTES;
let lastMillis = 0;
let counter = 0;

/**
 * A UUID v7 (RFC 9562): sorts by time of making, and within one process strictly upwards (a 12-bit counter behind the
 * millisecond), so that rows made together keep their order. 62 bits are random.
 */
export function newId(): string {
  const now = Date.now();
  if (now > lastMillis) {
    lastMillis = now;
    counter = randomByte() & 0x7f;
  } else if (++counter > 0xfff) {
    lastMillis += 1;
    counter = 0;
  }
  const high = Math.floor(lastMillis / 0x10000);
  const low = lastMillis & 0xffff;
  const time = `${hex(high >>> 24)}${hex(high >>> 16)}${hex(high >>> 8)}${hex(high)}-${hex(low >>> 8)}${hex(low)}`;
  const count = `${hex(0x70 | (counter >>> 8))}${hex(counter)}`;
  const variant = `${hex(0x80 | (randomByte() & 0x3f))}${randomHex()}`;
  const random = `${randomHex()}${randomHex()}${randomHex()}${randomHex()}${randomHex()}${randomHex()}`;
  return `${time}-${count}-${variant}-${random}`;
}

export const isUuid = (value: unknown): value is string => typeof value === 'string' && UUID.test(value);

const hex = (byte: number): string => HEX[byte & 0xff] ?? '';

const randomHex = (): string => hex(randomByte());

function randomByte(): number {
  if (poolOffset >= POOL_BYTES) {
    randomFillSync(pool);
    poolOffset = 0;
  }
  return pool[poolOffset++] ?? 0;
}
