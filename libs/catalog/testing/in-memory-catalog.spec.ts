import { beforeEach, describe } from '@jest/globals';

import { SystemClock } from '#libs/kernel';

import { catalogRepositoriesContract } from './catalog-repositories.contract.js';
import { InMemoryCatalogStops } from './in-memory-catalog-stops.js';
import { InMemoryCategoryRepository } from './in-memory-category.repository.js';
import { InMemoryProductRepository } from './in-memory-product.repository.js';
import { InMemoryStockLevels } from './in-memory-stock-levels.js';

describe('the catalogue in memory', () => {
  let products: InMemoryProductRepository;
  let categories: InMemoryCategoryRepository;
  let stops: InMemoryCatalogStops;

  beforeEach(() => {
    [products, categories] = [new InMemoryProductRepository(), new InMemoryCategoryRepository()];
    stops = new InMemoryCatalogStops(products, new InMemoryStockLevels(), new SystemClock());
  });

  catalogRepositoriesContract(() => ({ products, categories, stops, run: (work) => work() }));
});
