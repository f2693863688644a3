import { describe } from '@jest/globals';

import { newId } from '#libs/kernel';

import { couponRepositoryContract } from './coupon-repository.contract.js';
import { InMemoryCouponRepository } from './in-memory-coupon.repository.js';

describe('the coupon repository in memory', () => {
  const repository = new InMemoryCouponRepository();
  const outletId = newId();

  couponRepositoryContract(
    () => repository,
    () => outletId,
  );
});
