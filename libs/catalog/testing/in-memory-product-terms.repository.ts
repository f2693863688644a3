import { ProductTermsRepository } from '../core/catalog.ports.js';
import type { MenuSlot } from '../core/model/menu.js';
import type { OutletTerms } from '../core/model/outlet-terms.js';
import type { ListedPrice } from '../core/model/price-list.js';

const keyOf = ({ outletId, productId }: Pick<OutletTerms, 'outletId' | 'productId'>) => `${productId} ${outletId}`;

/** `schedules` are the ids that are there, each with its hours. */
export class InMemoryProductTermsRepository extends ProductTermsRepository {
  readonly schedules = new Map<string, MenuSlot['schedule']>();
  private readonly terms = new Map<string, OutletTerms>();
  private readonly lists = new Map<string, readonly ListedPrice[]>();

  async find(outletId: string, productId: string): Promise<OutletTerms | null> {
    return this.terms.get(keyOf({ outletId, productId })) ?? null;
  }

  async priced(productId: string): Promise<OutletTerms[]> {
    return [...this.terms.values()]
      .filter((terms) => terms.productId === productId && terms.price !== null)
      .sort((a, b) => (a.outletId < b.outletId ? -1 : 1));
  }

  async save(terms: OutletTerms): Promise<void> {
    const before = this.terms.get(keyOf(terms));
    if (before && before.version !== terms.version - 1) {
      throw new Error('What an outlet has of its own was changed without the lock of its product');
    }
    this.terms.set(keyOf(terms), terms);
  }

  async prices(productId: string): Promise<ListedPrice[]> {
    return [...(this.lists.get(productId) ?? [])];
  }

  async replacePrices(productId: string, prices: readonly ListedPrice[]): Promise<void> {
    this.lists.set(productId, prices);
  }

  async unknownSchedules(ids: readonly string[]): Promise<string[]> {
    return ids.filter((id) => !this.schedules.has(id));
  }

  async slots(): Promise<MenuSlot[]> {
    const rows = [...this.lists.values()].flat().filter(({ scheduleId }) => scheduleId !== null);
    return rows.map(({ outletId, channel, scheduleId }) => ({
      outletIds: outletId === null ? null : [outletId],
      channels: channel === null ? null : [channel],
      schedule: this.schedules.get(scheduleId ?? '') ?? 'NEVER',
    }));
  }
}
