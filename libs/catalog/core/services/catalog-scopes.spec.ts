import { describe, expect, it } from '@jest/globals';

import type { Actor } from '#libs/kernel';

import { KnownOutlets } from '../../../outlets/testing/known-outlets.js';
import { CatalogScopes } from './catalog-scopes.js';
import { sellersOf } from '../model/catalog-scope.js';

const staff = (role: 'ADMIN' | 'KASIR', outletIds: string[]): Actor => ({ kind: 'user', id: 'u', role, outletIds });
const guest: Actor = { kind: 'guest', role: 'GUEST', sessionId: 's', tableId: 't', outletId: 'a' };
const customer: Actor = { kind: 'user', id: 'c', role: 'CUSTOMER', outletIds: [] };

describe('who sees which outlets’ catalogue', () => {
  const outlets = [
    { id: 'a', currency: 'IDR' },
    { id: 'b', currency: 'IDR' },
    { id: 'c', currency: 'BRL' },
  ];
  const scopes = new CatalogScopes(new KnownOutlets(...outlets));
  const seenBy = async (actor: Actor | undefined, outletId?: string) =>
    (await scopes.of(actor, outletId)).outlets.map(({ id }) => id);

  it('is everybody all of it, but staff and guests their own', async () => {
    for (const actor of [undefined, customer, staff('ADMIN', [])]) expect(await seenBy(actor)).toEqual(['a', 'b', 'c']);
    expect(await seenBy(staff('KASIR', ['b', 'c']))).toEqual(['b', 'c']);
    expect(await seenBy(guest)).toEqual(['a']);
  });

  it('refuses a foreign and an unknown outlet alike', async () => {
    expect(await seenBy(undefined, 'b')).toEqual(['b']);
    for (const [actor, outletId] of [
      [guest, 'b'],
      [staff('KASIR', ['a']), 'b'],
      [undefined, 'z'],
    ] as const) {
      await expect(scopes.of(actor, outletId)).rejects.toMatchObject({ code: 'OUTLET_NOT_FOUND' });
    }
  });

  it('finds the sellers of a product: its outlet, or all of its currency', () => {
    expect(sellersOf({ outletId: 'b', currency: 'IDR' }, outlets).map(({ id }) => id)).toEqual(['b']);
    expect(sellersOf({ outletId: null, currency: 'IDR' }, outlets).map(({ id }) => id)).toEqual(['a', 'b']);
    expect(sellersOf({ outletId: null, currency: 'USD' }, outlets)).toEqual([]);
  });
});
