import { describe, expect, it } from '@jest/globals';

import { DomainError } from '#libs/kernel';

import { aProduct, NOON } from '../../testing/a-product.js';
import { type ProductDraft, productDifference, reviseProduct, withDefaults } from './product.js';

const LATER = new Date(NOON.getTime() + 60_000);
const size = { name: 'Size', min: 1, max: 1, options: [{ name: 'S', priceDelta: 0, available: true }] };

const faultsOf = (work: () => unknown): string[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error.faults.map(({ pointer, code }) => `${pointer} ${code}`);
    throw error;
  }
  return [];
};

describe('a product', () => {
  it('starts plain: not featured, not counted, made nowhere, without choices', () => {
    expect(aProduct()).toMatchObject({
      featured: false,
      trackStock: false,
      station: null,
      prepSeconds: null,
      components: [],
      modifierGroups: [],
      taxRate: null,
      version: 1,
    });
  });

  it('is of several stations until a PUT leaves them out', () => {
    const components = [{ station: 'grill', name: 'Patty', prepSeconds: 300 }];
    const product = aProduct({ components, prepSeconds: 600 });

    expect(reviseProduct(product, { price: 1 }, LATER)).toMatchObject({ components, prepSeconds: 600 });
    const replaced = reviseProduct(product, withDefaults({ name: 'Kopi', price: 2 }), LATER);
    expect(replaced).toMatchObject({ components: [], prepSeconds: null });
    expect(Object.keys(productDifference(product, replaced)).sort()).toEqual(
      expect.arrayContaining(['components', 'prepSeconds']),
    );
  });

  it('keeps what a PATCH does not name, and gives back what a PUT leaves out', () => {
    const product = aProduct({ description: 'Iced', featured: true });

    expect(reviseProduct(product, { price: 1 }, LATER)).toEqual({ ...product, price: 1, version: 2, updatedAt: LATER });
    const replaced = reviseProduct(product, withDefaults({ name: 'Kopi', price: 2 }), LATER);
    expect(replaced).toMatchObject({ id: product.id, name: 'Kopi', price: 2, description: null, featured: false });
  });

  it('keeps the id of a choice by its id or its name, and gives new choices new ones', () => {
    const product = aProduct({ modifierGroups: [size] });
    const [before] = product.modifierGroups;
    const renamed = reviseProduct(
      product,
      { modifierGroups: [{ ...size, id: before!.id, name: 'Cup' }, { ...size }] },
      LATER,
    );

    expect(renamed.modifierGroups[0]).toEqual({ ...before, name: 'Cup' });
    expect(renamed.modifierGroups[1]!.id).not.toBe(before!.id);
    expect(reviseProduct(product, { modifierGroups: [size] }, LATER).modifierGroups).toEqual(product.modifierGroups);
  });

  it('refuses ids that it does not have, names that are there twice, and a maximum below the minimum', () => {
    const stranger = '01900000-0000-7000-8000-000000000001';
    const option = { name: 'S', priceDelta: 0, available: true };
    const draft: Partial<ProductDraft> = {
      modifierGroups: [{ id: stranger, name: 'Size', min: 2, max: 1, options: [option, option] }, size],
    };

    expect(faultsOf(() => aProduct(draft))).toEqual([
      '/modifier_groups/0/id UNKNOWN_ID',
      '/modifier_groups/1/name DUPLICATE_NAME',
      '/modifier_groups/0/max MAX_BELOW_MIN',
      '/modifier_groups/0/options/1/name DUPLICATE_NAME',
    ]);
  });

  it('can never be sold for less than nothing', () => {
    const without = (max: number, priceDelta: number) => ({
      name: `Without ${max}`,
      min: 0,
      max,
      options: [{ name: 'x', priceDelta, available: true }],
    });

    expect(faultsOf(() => aProduct({ price: 100, modifierGroups: [without(2, -50)] }))).toEqual([]);
    expect(faultsOf(() => aProduct({ price: 99, modifierGroups: [without(2, -50)] }))).toEqual([
      '/modifier_groups PRICE_BELOW_ZERO',
    ]);
    const cheap = aProduct({ price: 100, modifierGroups: [without(1, -100)] });
    expect(faultsOf(() => reviseProduct(cheap, { price: 99 }, LATER))).toEqual(['/modifier_groups PRICE_BELOW_ZERO']);
  });

  it('tells the fields in which two states differ, and none for the same', () => {
    const product = aProduct({ modifierGroups: [size] });

    expect(productDifference(product, reviseProduct(product, { price: 1, sku: 'A' }, LATER))).toEqual({
      price: { from: 28_000, to: 1 },
      sku: { from: null, to: 'A' },
    });
    expect(productDifference(product, reviseProduct(product, { modifierGroups: [size] }, LATER))).toEqual({});
  });
});
