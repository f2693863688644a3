import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId, SYSTEM } from '#libs/kernel';

import { InMemoryStockLedger } from '../testing/in-memory-stock-ledger.js';
import { InventoryFacade } from './inventory.facade.js';
import { refusalOf } from './model/inventory.errors.js';

describe('stock, as orders take it and give it back', () => {
  const reference = { outletId: newId(), referenceId: newId(), actor: SYSTEM };
  let ledger: InMemoryStockLedger;
  let stock: InventoryFacade;

  beforeEach(() => {
    ledger = new InMemoryStockLedger();
    stock = new InventoryFacade(ledger);
  });

  const stocked = async (quantity: number): Promise<string> => {
    const productId = newId();
    const amounts = new Map([[productId, quantity]]);
    await ledger.post({ ...reference, type: 'COUNT', change: 'TO', amounts, announcesLow: false });
    return productId;
  };
  const moved = () =>
    ledger.movements.slice(1).map(({ type, quantity, balanceAfter }) => [type, quantity, balanceAfter]);

  it('refuses a sale of less than one piece as a fault of the caller', async () => {
    await expect(stock.take(reference, [{ productId: newId(), quantity: 0 }])).rejects.toThrow(RangeError);
    await expect(stock.take(reference, [{ productId: newId(), quantity: 1.5 }])).rejects.toThrow(RangeError);
  });

  it.each([
    [[['Kopi', 0]], 'There is no Kopi left.'],
    [[['Kopi', 1]], 'Only 1 of Kopi left.'],
    [[['Kopi', 2]], 'Only 2 of Kopi left.'],
    [
      [
        ['Kopi', 2],
        ['Teh', 0],
        ['Susu', 1],
      ],
      'Too little is left of these: Kopi (2), Teh (0), Susu (1).',
    ],
  ] as const)('tells a person what is left of %j', (left, message) => {
    const posted = left.map(([name, before]) => ({ productId: name, before, after: -1 }));

    expect(refusalOf(posted, new Map(left.map(([name]) => [name, name]))).message).toBe(message);
  });

  it('takes several changes of one product as one, whatever the case of its id', async () => {
    const id = await stocked(5);
    await stock.take(reference, [
      { productId: id, quantity: 2 },
      { productId: id.toUpperCase(), quantity: 1 },
    ]);

    expect(moved()).toEqual([['SALE', -3, 2]]);
  });

  it('takes nothing, and says what there is, when there is too little', async () => {
    const id = await stocked(1);
    const taking = stock.take(reference, [{ productId: id, quantity: 2, name: 'Kopi' }]);

    await expect(taking).rejects.toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      message: 'Only 1 of Kopi left.',
      details: { items: [{ product_id: id, requested: 2, available: 1 }] },
    });
    expect(moved()).toEqual([]);
  });

  it('gives back what was sold, and of what is lost keeps both movements', async () => {
    const id = await stocked(5);
    await stock.take(reference, [{ productId: id, quantity: 2 }]);
    await stock.giveBack(reference, [{ productId: id, quantity: 1 }], 'RETURN');
    await stock.giveBack(reference, [{ productId: id, quantity: 1 }], 'WASTE');

    expect(moved()).toEqual([
      ['SALE', -2, 3],
      ['RETURN', 1, 4],
      ['RETURN', 1, 5],
      ['WASTE', -1, 4],
    ]);
  });

  it('does nothing for an order without tracked products', async () => {
    await stock.take(reference, []);
    await stock.giveBack(reference, [], 'RETURN');

    expect(ledger.movements).toEqual([]);
  });

  it('refuses to give back more than an outlet can hold', async () => {
    const id = await stocked(1_000_000_000_000);

    await expect(stock.giveBack(reference, [{ productId: id, quantity: 1 }], 'RETURN')).rejects.toMatchObject({
      code: 'STOCK_TOO_LARGE',
    });
  });
});
