import { Injectable } from '@nestjs/common';

import { InventoryApi, type StockChange, type StockReference } from './inventory.api.js';
import { refusalOf } from './model/inventory.errors.js';
import { StockLedger } from './inventory.ports.js';
import { type Amounts, StockShortage } from './model/stock.js';

/** Answers neighbours: the stock that orders take and give back. */
@Injectable()
export class InventoryFacade extends InventoryApi {
  constructor(private readonly ledger: StockLedger) {
    super();
  }

  async take(reference: StockReference, changes: readonly StockChange[]): Promise<void> {
    if (changes.length === 0) return;
    try {
      await this.ledger.take({ ...reference, pieces: amountsOf(changes, 1) });
    } catch (error) {
      throw error instanceof StockShortage ? refusalOf(error.stock, namesIn(changes)) : error;
    }
  }

  /** Waste is a return and the loss of what came back: the sale is undone in the ledger, and the stock is as it was. */
  async giveBack(reference: StockReference, changes: readonly StockChange[], as: 'RETURN' | 'WASTE'): Promise<void> {
    if (changes.length === 0) return;
    const isQuiet = as === 'WASTE';
    await this.post(reference, 'RETURN', amountsOf(changes, 1), isQuiet);
    if (isQuiet) await this.post(reference, 'WASTE', amountsOf(changes, -1), isQuiet);
  }

  private async post(
    reference: StockReference,
    type: 'RETURN' | 'WASTE',
    amounts: Amounts,
    isQuiet: boolean,
  ): Promise<void> {
    const { applied, stock } = await this.ledger.post({
      ...reference,
      type,
      change: 'BY',
      amounts,
      announcesLow: false,
      isQuiet,
    });
    if (!applied) throw refusalOf(stock, new Map());
  }
}

const namesIn = (changes: readonly StockChange[]): Map<string, string> =>
  new Map(
    changes.flatMap(({ productId, name }) => (name === undefined ? [] : [[productId.toLowerCase(), name] as const])),
  );

/** Several changes of one product are one. */
function amountsOf(changes: readonly StockChange[], sign: 1 | -1): Amounts {
  const amounts = new Map<string, number>();
  for (const { productId, quantity } of changes) {
    if (!Number.isSafeInteger(quantity) || quantity <= 0) throw new RangeError('A stock change is a count of pieces');
    const id = productId.toLowerCase();
    amounts.set(id, (amounts.get(id) ?? 0) + sign * quantity);
  }
  return amounts;
}
