import { beforeEach, describe, expect, it } from '@jest/globals';

import type { Request, Response } from 'express';

import { type Actor, FixedClock } from '#libs/kernel';
import type { Env } from '#libs/platform';

import { CatalogVersions } from '../core/services/catalog-versions.js';
import { NOON } from '../testing/a-product.js';
import { CatalogAnswers, type Question } from './catalog-answers.js';

const question: Question = { actor: undefined, outletId: 'a', about: ['products'], kind: 'products' };
const SETTINGS = { CACHE_ENABLED: true, CACHE_L1_MAX_SIZE: 10, CACHE_TTL_PRODUCTS: 1_000, CACHE_TTL_CATEGORIES: 5_000 };

describe('kept answers of the catalogue', () => {
  let versions: CatalogVersions;
  let clock: FixedClock;
  let reads: number;

  const answers = (settings: Partial<typeof SETTINGS> = {}) =>
    new CatalogAnswers({ ...SETTINGS, ...settings } as Env, versions, clock);
  const read = (changesAt: Date | null = null) => Promise.resolve({ value: { reading: ++reads }, changesAt });
  const pass = (ms: number) => clock.set(new Date(clock.now().getTime() + ms));

  beforeEach(() => {
    versions = new CatalogVersions();
    clock = new FixedClock(NOON);
    reads = 0;
  });

  it('hold for their time, and until their outlet changes', async () => {
    const kept = answers();
    const ask = async () => (await kept.remember(question, read)).value.reading;
    expect([await ask(), await ask()]).toEqual([1, 1]);
    versions.advance('definition', 'b');
    expect(await ask()).toBe(1);

    versions.advance('definition', 'a');
    expect(await ask()).toBe(2);
    versions.advance('stock', null);
    expect(await ask()).toBe(3);
    pass(1_000);
    expect(await ask()).toBe(4);
  });

  it('hold no longer than until a stop ends by itself', async () => {
    const kept = answers();
    const ask = async () => (await kept.remember(question, () => read(new Date(NOON.getTime() + 10)))).value.reading;
    expect([await ask(), await ask()]).toEqual([1, 1]);
    pass(10);
    expect(await ask()).toBe(2);
  });

  it('are read once for all who ask together, and not kept when a change came meanwhile', async () => {
    const kept = answers();
    let answer: (value: { value: { reading: number }; changesAt: null }) => void = () => undefined;
    const slow = () => new Promise<{ value: { reading: number }; changesAt: null }>((resolve) => (answer = resolve));
    const together = [kept.remember(question, slow), kept.remember(question, slow)];
    versions.advance('stock', 'a');
    answer({ value: { reading: 100 }, changesAt: null });

    expect((await Promise.all(together)).map(({ value }) => value.reading)).toEqual([100, 100]);
    expect(await kept.remember(question, read)).toEqual({ value: { reading: 1 }, isHit: false });
  });

  it('are not kept when the reading failed', async () => {
    const kept = answers();
    await expect(kept.remember(question, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect((await kept.remember(question, read)).value.reading).toBe(1);
  });

  it('are told apart by what the reader may see', async () => {
    const kept = answers();
    const cashier: Actor = { kind: 'user', id: 'u', role: 'KASIR', outletIds: ['a'] };
    const colleague: Actor = { ...cashier, id: 'v', role: 'WAITER' };
    const customer: Actor = { kind: 'user', id: 'c', role: 'CUSTOMER', outletIds: [] };
    const guest: Actor = { kind: 'guest', role: 'GUEST', sessionId: 's', tableId: 't', outletId: 'a' };
    const ask = async (actor: Actor | undefined) =>
      (await kept.remember({ ...question, outletId: undefined, actor }, read)).value.reading;

    expect(await ask(undefined)).toBe(await ask(customer));
    expect(await ask(cashier)).toBe(await ask(colleague));
    expect(new Set([await ask(undefined), await ask(cashier), await ask(guest)]).size).toBe(3);
    expect(await ask({ ...cashier, outletIds: ['b'] })).toBe(4);
  });

  it('are sent again for the same URL to whoever sees the same, until they do not hold any more', async () => {
    const kept = answers();
    const sent: { status: number; body?: string }[] = [];
    const request = (url: string, etag?: string) => ({ url, headers: { 'if-none-match': etag } }) as unknown as Request;
    const response = {
      vary: () => undefined,
      writeHead: (status: number) => ({ end: (body?: Buffer) => sent.push({ status, body: body?.toString() }) }),
    } as unknown as Response;
    expect(await kept.sendKept(request('/a'), response, undefined)).toBe(false);
    await kept.send(request('/a'), response, question, read);

    expect(await kept.sendKept(request('/a'), response, undefined)).toBe(true);
    expect(await kept.sendKept(request('/a', '*'), response, undefined)).toBe(true);
    expect(await kept.sendKept(request('/b'), response, undefined)).toBe(false);
    const cashier: Actor = { kind: 'user', id: 'u', role: 'KASIR', outletIds: ['a'] };
    expect(await kept.sendKept(request('/a'), response, cashier)).toBe(false);
    versions.advance('stock', 'a');
    expect(await kept.sendKept(request('/a'), response, undefined)).toBe(false);
    expect(sent).toEqual([
      { status: 200, body: '{"reading":1}' },
      { status: 200, body: '{"reading":1}' },
      { status: 304, body: undefined },
    ]);
  });

  it('are never kept when the cache is off', async () => {
    const kept = answers({ CACHE_ENABLED: false });
    for (const reading of [1, 2]) {
      expect(await kept.remember(question, read)).toEqual({ value: { reading }, isHit: false });
    }
  });
});
