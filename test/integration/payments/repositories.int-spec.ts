import { beforeAll, describe } from '@jest/globals';

import type { Database, JobWaker } from '#libs/platform';

import { paymentRepositoryContract } from '../../../libs/payments/testing/payment-repository.contract.js';
import { refundRepositoryContract } from '../../../libs/payments/testing/refund-repository.contract.js';
import { PaymentSchema, RefundSchema } from '../../../libs/payments/typeorm/payment.schema.js';
import { SqlPaymentRepository } from '../../../libs/payments/typeorm/sql-payment.repository.js';
import { SqlRefundRepository } from '../../../libs/payments/typeorm/sql-refund.repository.js';
import { webhookRepositoryContract } from '../../../libs/webhooks/testing/webhook-repository.contract.js';
import { SqlWebhookRepository } from '../../../libs/webhooks/typeorm/sql-webhook.repository.js';
import { connect } from '../../support/data-source.js';
import { createTestDatabase } from '../../support/index.js';

let database: Database;

beforeAll(async () => {
  database = await connect(await createTestDatabase(), [PaymentSchema, RefundSchema]);
});

describe('SqlPaymentRepository', () => {
  paymentRepositoryContract(() => new SqlPaymentRepository(database));
});

describe('SqlRefundRepository', () => {
  refundRepositoryContract(() => ({
    payments: new SqlPaymentRepository(database),
    refunds: new SqlRefundRepository(database),
  }));
});

describe('SqlWebhookRepository', () => {
  const waker = { wake: () => undefined } as unknown as JobWaker;
  webhookRepositoryContract(() => new SqlWebhookRepository(database, waker));
});
