import { FixedClock, JobQueue, newId, type NewJob, type UserActor } from '#libs/kernel';

import { KeptAuditLog, KeptEventLog, PlainUnitOfWork } from '../../kernel/testing/index.js';
import { AvailabilitySwitch } from '../core/services/availability-switch.js';
import { CatalogChangeLog } from '../core/services/catalog-change-log.js';
import { CatalogScopes } from '../core/services/catalog-scopes.js';
import { CatalogVersions } from '../core/services/catalog-versions.js';
import { ProductPlacement } from '../core/services/product-placement.js';
import { ProductStock } from '../core/services/product-stock.js';
import { CreateCategory } from '../core/use-cases/create-category.js';
import { CreateProduct } from '../core/use-cases/create-product.js';
import { CAFE, NOON } from './a-product.js';
import { InMemoryCatalogStops } from './in-memory-catalog-stops.js';
import { InMemoryCategoryRepository } from './in-memory-category.repository.js';
import { InMemoryProductRepository } from './in-memory-product.repository.js';
import { InMemoryStockLevels } from './in-memory-stock-levels.js';
import { KnownOutlets } from '../../outlets/testing/known-outlets.js';

class KeptJobs extends JobQueue {
  readonly jobs: NewJob[] = [];

  async enqueue(job: NewJob): Promise<void> {
    this.jobs.push(job);
  }
}

/** All that the use cases of the catalogue need, in memory: two outlets that sell in rupiah, and one in reais. */
export function catalogWorld() {
  const [cafe, bakery, shop] = [CAFE.outletId!, newId(), newId()];
  const outlets = new KnownOutlets(
    { id: cafe, currency: 'IDR' },
    { id: bakery, currency: 'IDR' },
    { id: shop, currency: 'BRL', name: 'Loja' },
  );
  const [audit, events, unitOfWork, jobs] = [
    new KeptAuditLog(),
    new KeptEventLog(),
    new PlainUnitOfWork(),
    new KeptJobs(),
  ];
  const clock = new FixedClock(NOON);
  const versions = new CatalogVersions();
  const [products, categories, levels] = [
    new InMemoryProductRepository(),
    new InMemoryCategoryRepository(),
    new InMemoryStockLevels(),
  ];
  const stops = new InMemoryCatalogStops(products, levels, clock);
  const scopes = new CatalogScopes(outlets);
  const changes = new CatalogChangeLog(audit, events, versions, unitOfWork, stops);
  const placement = new ProductPlacement(outlets, categories);
  const stock = new ProductStock(levels, outlets);
  const availability = new AvailabilitySwitch(stops, changes, jobs, clock);
  const admin: UserActor = { kind: 'user', id: newId(), role: 'ADMIN', outletIds: [] };
  const supervisor: UserActor = { ...admin, id: newId(), role: 'SUPERVISOR', outletIds: [cafe] };
  const createProduct = new CreateProduct(products, placement, stock, scopes, changes, unitOfWork, clock);
  const createCategory = new CreateCategory(categories, scopes, changes, unitOfWork, clock);
  return {
    ...{ cafe, bakery, shop, outlets, audit, events, unitOfWork, jobs, clock, versions, products, categories, levels },
    ...{ stops, scopes, changes, placement, stock, availability, admin, supervisor, createProduct, createCategory },
    /** Everything that is stored, whatever outlet sells it. */
    product: (id: string) => products.all.find((one) => one.id === id),
    /** The products that clients were told of, each with where and why it is not sold. */
    told: () =>
      events.events
        .filter(({ type }) => type === 'PRODUCT_AVAILABILITY_CHANGED')
        .map(({ payload }) => payload as { product_id: string; outlet_id: string; unavailable_reason: string | null })
        .map((payload) => [payload.product_id, payload.outlet_id, payload.unavailable_reason]),
  };
}
