import type { CatalogApi } from '#libs/catalog';
import { type Actor, assertOutlet, DomainError, invalid, notFound, type OutletScope, outletScope } from '#libs/kernel';
import type { OutletsApi } from '#libs/outlets';

/** Where a product is stocked, by the name that a person knows it by. */
export interface StockedProduct {
  readonly outletId: string;
  readonly name: string;
}

/** Which outlets an actor means, and what those outlets sell. What is not theirs does not exist. */
export class StockedProducts {
  constructor(
    private readonly outlets: OutletsApi,
    private readonly catalog: CatalogApi,
  ) {}

  /** The scope of a list: the outlet asked for, or all of the actor's. */
  async scopeOf(actor: Actor, outletId: string | undefined): Promise<OutletScope> {
    return outletId === undefined ? outletScope(actor) : [await this.theirs(actor, outletId)];
  }

  /** The outlet's id, when the actor may act there. Throws `OUTLET_NOT_FOUND`. */
  async theirs(actor: Actor, outletId: string): Promise<string> {
    assertOutlet(actor, outletId);
    return (await this.outlets.get(outletId)).id;
  }

  /**
   * The one outlet where the actor means this product: the one named, or the only one of theirs that sells it. Throws
   * `PRODUCT_NOT_FOUND`, and `OUTLET_REQUIRED` (400) when there are several.
   */
  async locate(actor: Actor, productId: string, outletId: string | undefined): Promise<StockedProduct> {
    const candidates = outletId
      ? [await this.theirs(actor, outletId)]
      : (await this.outlets.list(outletScope(actor))).map(({ id }) => id);
    const selling: StockedProduct[] = [];
    for (const candidate of candidates) {
      const product = (await this.catalog.sellable(candidate, [productId])).get(productId);
      if (product) selling.push({ outletId: candidate, name: product.name });
    }
    const [only, another] = selling;
    if (!only) throw notFound('product', 'PRODUCT_NOT_FOUND');
    if (another) throw outletRequired();
    return only;
  }

  /** Names by product id. Throws `PRODUCT_NOT_FOUND` with the ids that the outlet does not sell. */
  async namesAt(outletId: string, productIds: readonly string[]): Promise<Map<string, string>> {
    const names = await this.knownNamesAt(outletId, productIds);
    const unknown = productIds.filter((id) => !names.has(id));
    if (unknown.length === 0) return names;
    throw new DomainError('not_found', 'PRODUCT_NOT_FOUND', 'This outlet does not sell all of these products.', {
      product_ids: unknown,
    });
  }

  /** Names by product id; what the outlet does not sell any more is left out. */
  async knownNamesAt(outletId: string, productIds: readonly string[]): Promise<Map<string, string>> {
    const products = await this.catalog.sellable(outletId, productIds);
    return new Map([...products].map(([id, { name }]) => [id, name]));
  }
}

const outletRequired = () =>
  invalid('OUTLET_REQUIRED', 'Several of your outlets sell this product: say which with outlet_id.', [
    { pointer: '/outlet_id', code: 'OUTLET_REQUIRED', message: 'outlet_id is needed here' },
  ]);
