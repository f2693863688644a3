import { describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';

import type { ArchiveStore } from '../archive-store.js';
import { Archive } from '../archive.js';
import type { ArchiveHealth } from '../archive-health.js';

export interface ArchivePlace {
  readonly store: ArchiveStore;
  /** What is kept under a name; undefined where nothing is. */
  read(name: string): Promise<Buffer | undefined>;
}

/** What each place of archives does, whatever it is made of. */
export function archiveContract(open: () => ArchivePlace): void {
  const health = () => ({ troubles: [] as unknown[], worked: 0 });
  const archiveAt = (store: ArchiveStore, seen = health()): Archive =>
    new Archive(store, {
      worked: () => (seen.worked += 1),
      failed: (error: unknown) => seen.troubles.push(error),
    } as unknown as ArchiveHealth);
  async function* documents(count: number, about: (n: number) => unknown = (n) => n): AsyncGenerator<unknown> {
    for (let n = 1; n <= count; n++) yield { n, about: await Promise.resolve(about(n)) };
  }
  const linesOf = (bytes: Buffer | undefined): unknown[] =>
    gunzipSync(bytes ?? gzipSync(''))
      .toString()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as unknown);

  describe('an archive', () => {
    it('has a document a line, in their order, and says how many', async () => {
      const place = open();
      const seen = health();
      const { file, lines } = await archiveAt(place.store, seen).write(
        'events-2026-08',
        documents(3, (n) => `Soto\n"${n}"`),
      );
      expect(lines).toBe(3);
      expect(file).toMatch(/events-2026-08\.ndjson\.gz$/);
      expect(linesOf(await place.read('events-2026-08.ndjson.gz'))).toEqual([
        { n: 1, about: 'Soto\n"1"' },
        { n: 2, about: 'Soto\n"2"' },
        { n: 3, about: 'Soto\n"3"' },
      ]);
      expect(seen).toEqual({ troubles: [], worked: 1 });
    });

    it('may be of nothing', async () => {
      const place = open();
      expect(await archiveAt(place.store).write('empty', documents(0))).toMatchObject({ lines: 0 });
      expect(linesOf(await place.read('empty.ndjson.gz'))).toEqual([]);
    });

    it('is as long as it is', async () => {
      const place = open();
      // Random, so that 20 MB stay 20 MB: more than is sent, or kept in memory, at once.
      const long = documents(200, () => randomBytes(75_000).toString('base64'));
      expect(await archiveAt(place.store).write('long', long)).toMatchObject({ lines: 200 });
      const kept = await place.read('long.ndjson.gz');
      expect(kept?.length).toBeGreaterThan(15_000_000);
      expect(linesOf(kept).map((line) => (line as { n: number }).n)).toEqual(
        Array.from({ length: 200 }, (_, n) => n + 1),
      );
    }, 60_000);

    it('takes the place of an older one as a whole', async () => {
      const place = open();
      await archiveAt(place.store).write('again', documents(3));
      await archiveAt(place.store).write('again', documents(1));
      expect(linesOf(await place.read('again.ndjson.gz'))).toEqual([{ n: 1, about: 1 }]);
    });

    it('is as it was when the documents cannot be read to their end, which is not the fault of the place', async () => {
      const place = open();
      const seen = health();
      const archive = archiveAt(place.store, seen);
      await archive.write('cut', documents(2));
      const away = new Error('the database is away');
      const cut = documents(200_000, (n) => {
        if (n === 150_000) throw away;
        return n;
      });
      await expect(archive.write('cut', cut)).rejects.toBe(away);
      expect(linesOf(await place.read('cut.ndjson.gz'))).toHaveLength(2);
      await expect(
        archive.write(
          'new',
          documents(1, () => Promise.reject(away)),
        ),
      ).rejects.toBe(away);
      expect(await place.read('new.ndjson.gz')).toBeUndefined();
      expect(seen).toEqual({ troubles: [], worked: 1 });
    });

    it('is refused when what is read back is not what was written', async () => {
      const place = open();
      const sent = gzipSync('{"n":1}\n{"n":2}\n');
      for (const other of [
        gzipSync('{"n":1}\n'),
        gzipSync('{"n":1}\n{"n":3}\n'),
        sent.subarray(0, -9),
        randomBytes(99),
      ]) {
        const seen = health();
        const lying: ArchiveStore = {
          keep: (name, bytes, check) =>
            place.store.keep(name, bytes, (stored) => {
              stored.destroy();
              return check(Readable.from([other]));
            }),
        };
        await expect(archiveAt(lying, seen).write('other', documents(2))).rejects.toThrow();
        expect([seen.troubles.length, seen.worked]).toEqual([1, 0]);
      }
    });
  });
}
