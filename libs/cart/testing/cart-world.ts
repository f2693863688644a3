import type { CatalogApi, SellableProduct, StockLevels } from '#libs/catalog';
import { FixedClock, newId, ruleBroken } from '#libs/kernel';
import type { OutletsApi } from '#libs/outlets';
import type { CouponRequest, PromotionsApi } from '#libs/promotions';
import type { OpenTableSession, TablesApi } from '#libs/tables';

import { KeptEventLog, PlainUnitOfWork } from '../../kernel/testing/index.js';
import { CartFacade } from '../core/cart.facade.js';
import { CartTokens } from '../core/cart.ports.js';
import { CartChanges } from '../core/services/cart-changes.js';
import { CartMerging } from '../core/services/cart-merging.js';
import { CartPricing } from '../core/services/cart-pricing.js';
import { CartViews } from '../core/services/cart-views.js';
import { TableCartChanges } from '../core/services/table-cart-changes.js';
import { TableCartViews } from '../core/services/table-cart-views.js';
import { TableSupply } from '../core/services/table-supply.js';
import { AddTableCartItem } from '../core/use-cases/add-table-cart-item.js';
import { ChangeTableCartItem } from '../core/use-cases/change-table-cart-item.js';
import { RemoveTableCartItem } from '../core/use-cases/remove-table-cart-item.js';
import { AddCartItem } from '../core/use-cases/add-cart-item.js';
import { EmptyCart } from '../core/use-cases/empty-cart.js';
import { ExpireCarts } from '../core/use-cases/expire-carts.js';
import { RefreshCart } from '../core/use-cases/refresh-cart.js';
import { RemoveCartCoupon } from '../core/use-cases/remove-cart-coupon.js';
import { RemoveCartItem } from '../core/use-cases/remove-cart-item.js';
import { SetCartCoupon } from '../core/use-cases/set-cart-coupon.js';
import { SetCartItem } from '../core/use-cases/set-cart-item.js';
import { InMemoryCartRepository } from './in-memory-cart.repository.js';
import { InMemoryTableCartRepository } from './in-memory-table-cart.repository.js';

export const NOW = new Date('2026-11-21T05:00:00Z');

/** The hash of a token is the token itself. */
class PlainTokens extends CartTokens {
  make = () => `ct_${newId()}`;
  hash = (token: string) => Buffer.from(token);
}

/** A product without modifiers whose stock nobody counts; a test says what matters to it. */
export const aProduct = (product: Partial<SellableProduct> = {}): SellableProduct => ({
  id: newId(),
  sku: null,
  name: 'Soto',
  price: 20_000,
  currency: 'IDR',
  categoryId: null,
  imageUrl: null,
  station: null,
  prepSeconds: null,
  components: [],
  available: true,
  unavailableReason: null,
  trackStock: false,
  taxRate: null,
  lowStockThreshold: null,
  modifierGroups: [],
  weightGrams: null,
  lengthMm: null,
  widthMm: null,
  heightMm: null,
  ...product,
});

/** What an outlet sells, and how much of it there is. */
class Shelves {
  readonly products = new Map<string, Map<string, SellableProduct>>();
  readonly stock = new Map<string, number>();

  sell(outletId: string, product: SellableProduct, pieces?: number): void {
    this.products.set(
      outletId,
      (this.products.get(outletId) ?? new Map<string, SellableProduct>()).set(product.id, product),
    );
    if (pieces !== undefined) this.stock.set(product.id, pieces);
  }

  readonly catalog = {
    sellable: async (outletId: string, ids: readonly string[]) =>
      new Map([...(this.products.get(outletId) ?? [])].filter(([id]) => ids.includes(id))),
    soldAt: async (id: string) => [...this.products].flatMap(([outlet, sold]) => (sold.has(id) ? [outlet] : [])),
  } as Partial<CatalogApi> as CatalogApi;

  readonly levels = { onHand: async () => this.stock } as unknown as StockLevels;
}

/** The use cases of carts in memory: every outlet trades in rupiah, and the coupon `OFF` takes 5,000 off 30,000 and more. */
export function cartWorld() {
  const carts = new InMemoryCartRepository();
  const tableCarts = new InMemoryTableCartRepository();
  const events = new KeptEventLog();
  const sittings = new Map<string, OpenTableSession>();
  const tokens = new PlainTokens();
  const clock = new FixedClock(NOW);
  const unit = new PlainUnitOfWork();
  const shelves = new Shelves();
  const { catalog, levels } = shelves;
  const asked: CouponRequest[] = [];
  const outlets = { get: async (id: string) => ({ id, currency: 'IDR' }) } as Partial<OutletsApi> as OutletsApi;
  const promotions = {
    price: async (request: CouponRequest) => {
      asked.push(request);
      if (request.code.toUpperCase() !== 'OFF') throw ruleBroken('COUPON_INVALID', 'There is no such coupon.');
      if (request.subtotal < 30_000) throw ruleBroken('COUPON_MINIMUM_NOT_MET', 'The bill is too small for it.');
      return { couponId: newId(), version: 1, code: 'OFF', terms: {}, discount: 5_000 };
    },
  } as unknown as PromotionsApi;
  const changes = new CartChanges(
    carts,
    tokens,
    new CartMerging(carts, tokens, catalog, levels, unit, clock),
    unit,
    clock,
  );
  const pricing = new CartPricing(outlets, catalog, levels, promotions, clock);
  const tables = {
    openSession: async (_: unknown, id: string) => sittings.get(id),
    assertStillOpen: async () => undefined,
  } as unknown as TablesApi;
  const tableChanges = new TableCartChanges(tableCarts, tables, events, unit, clock);
  const tableViews = new TableCartViews(tableChanges, outlets, catalog, levels);
  const supply = new TableSupply(catalog, levels);
  const setCoupon = new SetCartCoupon(changes, pricing, promotions, clock);
  return {
    carts,
    clock,
    shelves,
    /** What promotions were asked to price. */
    asked,
    views: new CartViews(changes, pricing),
    add: new AddCartItem(changes, pricing, catalog, levels),
    set: new SetCartItem(changes, pricing, catalog, levels),
    remove: new RemoveCartItem(changes),
    empty: new EmptyCart(changes),
    refresh: new RefreshCart(changes, pricing, catalog),
    setCoupon,
    removeCoupon: new RemoveCartCoupon(setCoupon),
    expire: new ExpireCarts(carts, tableCarts, clock),
    events: events.events,
    /** Of a test: which sitting an id is of. */
    sittings,
    tableCarts,
    tableViews,
    addToTable: new AddTableCartItem(tableChanges, tableViews, supply),
    changeAtTable: new ChangeTableCartItem(tableChanges, tableViews, supply),
    removeFromTable: new RemoveTableCartItem(tableChanges),
    api: new CartFacade(carts, tokens, clock, tableCarts, events),
  };
}
