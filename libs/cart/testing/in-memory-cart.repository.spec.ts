import { beforeEach, describe } from '@jest/globals';

import { newId } from '#libs/kernel';

import { type CartStore, cartRepositoryContract } from './cart-repository.contract.js';
import { InMemoryCartRepository } from './in-memory-cart.repository.js';

describe('InMemoryCartRepository', () => {
  let store: CartStore;
  beforeEach(() => {
    store = { outlet: newId(), carts: new InMemoryCartRepository() };
  });

  cartRepositoryContract(() => store);
});
