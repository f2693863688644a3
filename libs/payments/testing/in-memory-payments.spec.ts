import { beforeEach, describe } from '@jest/globals';

import { InMemoryPaymentRepository, InMemoryRefundRepository } from './in-memory-payments.js';
import { paymentRepositoryContract } from './payment-repository.contract.js';
import { refundRepositoryContract } from './refund-repository.contract.js';

let payments: InMemoryPaymentRepository;
let refunds: InMemoryRefundRepository;

beforeEach(() => {
  payments = new InMemoryPaymentRepository();
  refunds = new InMemoryRefundRepository(payments);
});

describe('InMemoryPaymentRepository', () => {
  paymentRepositoryContract(() => payments);
});

describe('InMemoryRefundRepository', () => {
  refundRepositoryContract(() => ({ payments, refunds }));
});
