import type { CatalogApi } from '#libs/catalog';

import { InventoryApi, type StockChange, type StockReference } from './inventory.api.js';
import { refusalOf } from './inventory.errors.js';
import type { Amounts, StockLedger } from './stock-ledger.js';

/** The stock that orders take and give back. */
export class SalesStock extends InventoryApi {
  constructor(
    private readonly ledger: StockLedger,
    private readonly catalog: CatalogApi,
  ) {
    super();
  }

  async take(reference: StockReference, changes: readonly StockChange[]): Promise<void> {
    if (changes.length === 0) return;
    const amounts = amountsOf(changes, -1);
    const { applied, stock } = await this.ledger.post({
      ...reference,
      type: 'SALE',
      change: 'BY',
      amounts,
      announcesLow: true,
    });
    if (applied) return;
    const products = await this.catalog.sellable(reference.outletId, [...amounts.keys()]);
    throw refusalOf(stock, new Map([...products].map(([id, { name }]) => [id, name])));
  }

  /** Waste is a return and the loss of what came back: the sale is undone in the ledger, and the stock is as it was. */
  async giveBack(reference: StockReference, changes: readonly StockChange[], as: 'RETURN' | 'WASTE'): Promise<void> {
    if (changes.length === 0) return;
    await this.post(reference, 'RETURN', amountsOf(changes, 1));
    if (as === 'WASTE') await this.post(reference, 'WASTE', amountsOf(changes, -1));
  }

  private async post(reference: StockReference, type: 'RETURN' | 'WASTE', amounts: Amounts): Promise<void> {
    const { applied, stock } = await this.ledger.post({
      ...reference,
      type,
      change: 'BY',
      amounts,
      announcesLow: false,
    });
    if (!applied) throw refusalOf(stock, new Map());
  }
}

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
