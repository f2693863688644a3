import { StockLevels } from '../core/catalog.ports.js';

/** Counts by outlet, as a test or the catalogue set them. */
export class InMemoryStockLevels extends StockLevels {
  /** What products are watched for. */
  readonly thresholds = new Map<string, number | null>();
  /** Each count that was set. */
  readonly counts: { outletId: string; productId: string; quantity: number; isFirst: boolean }[] = [];
  private readonly held = new Map<string, number>();

  async onHand(productIds: readonly string[], outletIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const sum = (id: string) => outletIds.reduce((total, outletId) => total + this.at(outletId, id), 0);
    return new Map(productIds.map((id) => [id, sum(id)]));
  }

  async set(count: { outletId: string; productId: string; quantity: number; isFirst?: boolean }): Promise<void> {
    const { outletId, productId, quantity, isFirst = false } = count;
    this.counts.push({ outletId, productId, quantity, isFirst });
    this.held.set(`${outletId} ${productId}`, quantity);
  }

  async watch(productId: string, threshold: number | null): Promise<void> {
    this.thresholds.set(productId, threshold);
  }

  at(outletId: string, productId: string): number {
    return this.held.get(`${outletId} ${productId}`) ?? 0;
  }
}
