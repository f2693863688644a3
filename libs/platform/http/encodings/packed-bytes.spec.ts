import { describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

import { PackedBytes } from './packed-bytes.js';

const BROWSER = ['br', 'gzip', 'identity'] as const;
const text = Buffer.from(JSON.stringify(Array.from({ length: 500 }, (_, n) => ({ id: n, name: `Kopi susu ${n}` }))));

describe('packed bytes', () => {
  it('go out in gzip until brotli is made, which begins with the second time that they are asked for', async () => {
    const packed = new PackedBytes(text);
    const first = await packed.best(BROWSER);
    expect(first.encoding).toBe('gzip');
    expect(gunzipSync(first.bytes)).toEqual(text);
    expect((await packed.best(BROWSER)).encoding).toBe('gzip');

    // Whoever takes nothing but brotli waits for it.
    const waited = await packed.best(['br']);
    expect(waited.encoding).toBe('br');
    expect(brotliDecompressSync(waited.bytes)).toEqual(text);
    expect((await packed.best(BROWSER)).bytes).toBe(waited.bytes);
  });

  it('are packed once for all who ask together', async () => {
    const packed = new PackedBytes(text);
    const [one, other] = await Promise.all([packed.best(['gzip', 'identity']), packed.best(['gzip'])]);
    expect(one.encoding).toBe('gzip');
    expect(one.bytes).toBe(other.bytes);
  });

  it('go out as they are to whoever does not wait for brotli and takes no gzip', async () => {
    const packed = new PackedBytes(text);
    expect(await packed.best(['br', 'identity'])).toEqual({ encoding: 'identity', bytes: text });
    expect(await packed.best(['identity', 'gzip'])).toEqual({ encoding: 'identity', bytes: text });
  });

  it('go out as they are when they are few, or packing does not halve them', async () => {
    for (const plain of [Buffer.from('{"data":[]}'), randomBytes(20_000)]) {
      const packed = new PackedBytes(plain);
      for (const encodings of [BROWSER, ['gzip'], ['br']] as const) {
        expect(await packed.best(encodings)).toEqual({ encoding: 'identity', bytes: plain });
      }
    }
  });

  it('have an ETag for each encoding, and others when they are others', () => {
    const tags = [text, Buffer.from('x')].flatMap((plain) => BROWSER.map((one) => new PackedBytes(plain).etag(one)));
    expect(new Set(tags).size).toBe(6);
    expect(new PackedBytes(text).etag('br')).toBe(tags[0]);
    expect(tags[0]).toMatch(/^"[\w-]{43}-br"$/);
    expect(tags[2]).toMatch(/^"[\w-]{43}"$/);
  });
});
