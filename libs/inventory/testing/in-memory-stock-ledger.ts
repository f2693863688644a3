import { StockLedger } from '../core/inventory.ports.js';
import {
  LARGEST_STOCK,
  type MovementType,
  type PostedStock,
  type PostingResult,
  shortageOf,
  type StockPosting,
  type StockSale,
} from '../core/model/stock.js';

export interface KeptMovement {
  readonly outletId: string;
  readonly productId: string;
  readonly type: MovementType;
  readonly quantity: number;
  readonly balanceAfter: number;
}

/** The ledger's rules without a database. `alarms` has the products that fell to their threshold. */
export class InMemoryStockLedger extends StockLedger {
  readonly movements: KeptMovement[] = [];
  readonly alarms: string[] = [];
  private readonly thresholds = new Map<string, number>();

  async take({ pieces, ...sale }: StockSale): Promise<void> {
    const amounts = new Map([...pieces].map(([productId, taken]) => [productId, -taken]));
    const { applied } = await this.post({ ...sale, type: 'SALE', change: 'BY', amounts, announcesLow: true });
    if (!applied) throw shortageOf({ pieces, ...sale }, (productId) => this.held(sale.outletId, productId));
  }

  post(posting: StockPosting): Promise<PostingResult> {
    const stock = [...posting.amounts].map(([productId, amount]) => {
      const before = this.held(posting.outletId, productId);
      return { productId, before, after: posting.change === 'TO' ? amount : before + amount };
    });
    const applied = stock.every(({ after }) => after >= 0 && after <= LARGEST_STOCK);
    if (applied) for (const posted of stock) this.write(posting, posted);
    return Promise.resolve({ applied, stock });
  }

  onHand(productIds: readonly string[], outletIds: readonly string[]): Promise<Map<string, number>> {
    const sum = (id: string) => outletIds.reduce((total, outletId) => total + this.held(outletId, id), 0);
    return Promise.resolve(new Map(productIds.map((id) => [id, sum(id)])));
  }

  watch(productId: string, threshold: number | null): Promise<void> {
    if (threshold === null) this.thresholds.delete(productId);
    else this.thresholds.set(productId, threshold);
    return Promise.resolve();
  }

  private held(outletId: string, productId: string): number {
    const theirs = this.movements.filter((moved) => moved.outletId === outletId && moved.productId === productId);
    return theirs.reduce((total, { quantity }) => total + quantity, 0);
  }

  private write({ outletId, type, announcesLow }: StockPosting, { productId, before, after }: PostedStock): void {
    if (after === before) return;
    this.movements.push({ outletId, productId, type, quantity: after - before, balanceAfter: after });
    const threshold = this.thresholds.get(productId);
    if (announcesLow && threshold !== undefined && before > threshold && after <= threshold)
      this.alarms.push(productId);
  }
}
