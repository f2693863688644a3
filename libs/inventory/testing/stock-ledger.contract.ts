import { describe, expect, it } from '@jest/globals';

import { newId, SYSTEM } from '#libs/kernel';

import { type StockLedger } from '../core/inventory.ports.js';
import { type MovementType, StockShortage } from '../core/model/stock.js';

/** What every stock ledger does. `inTransaction` runs a posting as its users do. */
export function stockLedgerContract(
  ledger: () => StockLedger,
  inTransaction: <T>(work: () => Promise<T>) => Promise<T> = (work) => work(),
): void {
  const outletId = newId();

  const post = (change: 'BY' | 'TO', type: MovementType, ...amounts: (readonly [string, number])[]) =>
    inTransaction(() =>
      ledger().post({ outletId, type, change, amounts: new Map(amounts), actor: SYSTEM, announcesLow: true }),
    );

  const sell = (...pieces: (readonly [string, number])[]) =>
    inTransaction(() => ledger().take({ outletId, pieces: new Map(pieces), actor: SYSTEM, referenceId: newId() }));

  const held = async (productId: string) => (await ledger().onHand([productId], [outletId])).get(productId) ?? 0;

  describe('as a stock ledger', () => {
    it('counts a product for the first time', async () => {
      const productId = newId();

      const { applied, stock } = await post('TO', 'COUNT', [productId, 7]);

      expect(applied).toBe(true);
      expect(stock).toMatchObject([{ productId, before: 0, after: 7 }]);
      expect(await held(productId)).toBe(7);
    });

    it('applies nothing of a posting that would leave one product below zero, and says what is there', async () => {
      const [some, none] = [newId(), newId()];
      await post('TO', 'COUNT', [some, 7]);

      const { applied, stock } = await post('BY', 'SALE', [some, -2], [none, -1]);

      expect(applied).toBe(false);
      expect(stock).toMatchObject([
        { productId: some, before: 7 },
        { productId: none, before: 0, after: -1 },
      ]);
      expect(await held(some)).toBe(7);
    });

    it('takes all pieces of a sale', async () => {
      const [one, other] = [newId(), newId()];
      await post('TO', 'COUNT', [one, 7], [other, 2]);

      await sell([one, 3], [other, 2]);

      expect([await held(one), await held(other)]).toEqual([4, 0]);
    });

    it('takes nothing for a sale of which one product has too few, and says what is there of each', async () => {
      const [first, short, last, unknown] = [newId(), newId(), newId(), newId()];
      await post('TO', 'COUNT', [first, 7], [short, 2], [last, 1]);

      const refusal = await sell([last, 1], [unknown, 1], [short, 3], [first, 2]).catch((error: unknown) => error);

      expect(refusal).toBeInstanceOf(StockShortage);
      expect((refusal as StockShortage).stock).toEqual([
        { productId: last, before: 1, after: 0 },
        { productId: unknown, before: 0, after: -1 },
        { productId: short, before: 2, after: -1 },
        { productId: first, before: 7, after: 5 },
      ]);
      expect([await held(first), await held(short), await held(last)]).toEqual([7, 2, 1]);
    });

    it('applies nothing that would make a stock absurdly large', async () => {
      const productId = newId();

      expect((await post('BY', 'PURCHASE', [productId, 1_000_000_000_001])).applied).toBe(false);
      expect(await held(productId)).toBe(0);
    });

    it('answers in the order of the posting, and holds the sum over the outlets', async () => {
      const products = [newId(), newId(), newId()].reverse();

      const { stock } = await post('BY', 'PURCHASE', ...products.map((id) => [id, 2] as const));
      const elsewhere = newId();
      const amounts = new Map([[products[0]!, 5]]);
      await inTransaction(() =>
        ledger().post({ outletId: elsewhere, type: 'COUNT', change: 'TO', amounts, actor: SYSTEM, announcesLow: true }),
      );

      expect(stock.map(({ productId }) => productId)).toEqual(products);
      expect((await ledger().onHand(products, [outletId, elsewhere])).get(products[0]!)).toBe(7);
      expect(await held(products[0]!)).toBe(2);
    });
  });
}
