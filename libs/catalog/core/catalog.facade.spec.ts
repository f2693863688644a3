import { beforeEach, describe, expect, it } from '@jest/globals';

import { FixedClock } from '#libs/kernel';

import { NOON } from '../testing/a-product.js';
import { KnownOutlets } from '../../outlets/testing/known-outlets.js';
import type { SellableProduct } from './catalog.api.js';
import { CatalogVersions } from './services/catalog-versions.js';
import { CatalogScopes } from './services/catalog-scopes.js';
import { CatalogFacade } from './catalog.facade.js';
import { type SellableEntry, SellableQueries } from './catalog.ports.js';

const entry = (price: number, backAt: Date | null = null): SellableEntry => ({
  product: {
    id: 'p',
    name: 'Kopi',
    price,
    available: backAt === null,
    modifierGroups: [] as SellableProduct['modifierGroups'],
  } as SellableProduct,
  backAt,
});

/** Answers when the test says so. */
class SlowSource extends SellableQueries {
  holdsConnection = false;
  taxation = () => Promise.reject(new Error('not asked here'));
  readonly asked: { ids?: readonly string[]; answer: (entries: SellableEntry[]) => void; fail: () => void }[] = [];

  read(_: { id: string }, ids?: readonly string[]): Promise<SellableEntry[]> {
    return new Promise((resolve, reject) => {
      this.asked.push({ ids, answer: resolve, fail: () => reject(new Error('aborted')) });
    });
  }

  byBarcode = () => Promise.reject(new Error('not asked here'));

  owners = new Map<string, { outletId: string | null; currency: string }>();
  owner = async (productId: string) => this.owners.get(productId) ?? null;
}

describe('what an outlet sells', () => {
  let source: SlowSource;
  let versions: CatalogVersions;
  let clock: FixedClock;
  let catalog: CatalogFacade;

  const aCatalog = (enabled = true) => {
    const scopes = new CatalogScopes(new KnownOutlets({ id: 'a', currency: 'IDR' }));
    const notAsked = () => Promise.reject(new Error('not asked here'));
    const tracking = { begin: notAsked, assertVersion: notAsked };
    return new CatalogFacade(source, scopes, versions, tracking, clock, { enabled, ttlMs: 1_000 });
  };

  beforeEach(() => {
    source = new SlowSource();
    versions = new CatalogVersions();
    clock = new FixedClock(NOON);
    catalog = aCatalog();
  });

  const price = async () => (await catalog.sellable('a', ['p'])).get('p')?.price;
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it('is read once for all who ask at the same time, and then remembered', async () => {
    const asking = [price(), price(), price()];
    await settled();
    source.asked[0]!.answer([entry(5)]);

    expect(await Promise.all(asking)).toEqual([5, 5, 5]);
    expect(await price()).toBe(5);
    expect(source.asked).toHaveLength(1);
  });

  it('is read again after a change, after its time, and never kept when the change came while it was read', async () => {
    const first = price();
    await settled();
    versions.advance('definition', 'a');
    const second = price();
    await settled();
    source.asked[0]!.answer([entry(1)]);
    source.asked[1]!.answer([entry(2)]);
    expect(await Promise.all([first, second])).toEqual([1, 2]);
    expect(await price()).toBe(2);

    versions.advance('stock', 'a');
    expect(await price()).toBe(2);
    clock.set(new Date(NOON.getTime() + 1_001));
    const third = price();
    await settled();
    source.asked[2]!.answer([entry(3)]);
    expect(await third).toBe(3);
  });

  it('does not make a caller who holds a connection wait for one who needs one', async () => {
    const waiting = price();
    await settled();
    source.holdsConnection = true;
    const holding = price();
    await settled();
    expect(source.asked).toHaveLength(2);
    source.asked[1]!.answer([entry(7)]);
    expect(await holding).toBe(7);

    source.asked[0]!.answer([entry(7)]);
    expect(await waiting).toBe(7);
  });

  it('is read by oneself when the one who read it for both failed', async () => {
    const one = price();
    await settled();
    const two = price();
    await settled();
    source.asked[0]!.fail();
    await expect(one).rejects.toThrow('aborted');
    await settled();
    source.asked[1]!.answer([entry(4)]);
    expect(await two).toBe(4);
  });

  it('says that a product is back when its time has come, without reading again', async () => {
    const until = new Date(NOON.getTime() + 500);
    const available = async () => (await catalog.sellable('a', ['P'])).get('P')?.available;
    const first = available();
    await settled();
    source.asked[0]!.answer([{ ...entry(1, until), product: { ...entry(1, until).product } }]);
    expect(await first).toBe(false);

    clock.set(until);
    expect(await available()).toBe(true);
    expect(source.asked).toHaveLength(1);
  });

  it('without the cache reads just the products that are asked for, each time', async () => {
    catalog = aCatalog(false);
    for (const index of [0, 1]) {
      const asking = price();
      await settled();
      source.asked[index]!.answer([entry(index)]);
      expect(await asking).toBe(index);
    }
    expect(source.asked.map(({ ids }) => ids)).toEqual([['p'], ['p']]);
  });

  it('is nothing at an outlet that does not exist', async () => {
    await expect(catalog.sellable('z', ['p'])).rejects.toMatchObject({ code: 'OUTLET_NOT_FOUND' });
  });

  it('is told of a product by the outlets that sell it', async () => {
    source.owners.set('mine', { outletId: 'a', currency: 'IDR' });
    source.owners.set('shared', { outletId: null, currency: 'IDR' });
    source.owners.set('foreign', { outletId: null, currency: 'BRL' });

    expect(await catalog.soldAt('mine')).toEqual(['a']);
    expect(await catalog.soldAt('shared')).toEqual(['a']);
    expect(await catalog.soldAt('foreign')).toEqual([]);
    expect(await catalog.soldAt('unknown')).toEqual([]);
  });
});
