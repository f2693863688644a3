import { describe, expect, it } from '@jest/globals';

import type { Request } from 'express';

import { newId, UnitOfWork, type UserActor } from '#libs/kernel';

import type { ImportCurrencies } from '../core/services/import-currencies.js';
import type { ProductExport } from '../core/services/product-export.js';
import type { ImportProducts, ImportProductsInput } from '../core/use-cases/import-products.js';
import { ProductFilesController } from './product-files.controller.js';

const actor: UserActor = { kind: 'user', id: newId(), role: 'ADMIN', outletIds: [] };
const outlet_id = newId();

/** Says what happened while no transaction was open. */
class Unit extends UnitOfWork {
  isOutside = false;
  run = <T>(work: () => Promise<T>) => work();
  afterCommit = () => undefined;

  override async outside<T>(_: string, work: () => Promise<T>): Promise<T> {
    this.isOutside = true;
    return work().finally(() => (this.isOutside = false));
  }
}

describe('importing a product file', () => {
  const unit = new Unit();
  const told: unknown[] = [];
  const currencies = { of: async () => (told.push(['currencies', unit.isOutside]), () => 'BRL') };
  const importing = {
    execute: async ({ lines, faults }: ImportProductsInput) => {
      told.push(['products', unit.isOutside, lines.length, faults.map(({ pointer }) => pointer)]);
      return { created: lines.length, updated: 0, withoutStation: 0 };
    },
  };
  const controller = new ProductFilesController(
    importing as unknown as ImportProducts,
    currencies as unknown as ImportCurrencies,
    {} as ProductExport,
    unit,
  );
  const send = (...lines: string[]) =>
    controller.importProducts(actor, { outlet_id }, { body: lines.join('\n') } as Request);

  it('reads and validates it with no transaction of an Idempotency-Key open, and writes in one', async () => {
    const answer = await send('sku,name,price', 'A,Café,"12,50"', `B,${'e'.repeat(300)},3`, 'C,Mel,x');

    expect(told).toEqual([
      ['currencies', true],
      ['products', false, 1, ['/lines/4/price', '/lines/3/name']],
    ]);
    expect(answer).toEqual({ created: 1, updated: 0 });
  });
});
