import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';
import type { Database } from '#libs/platform';

import { inVain, type Shipment } from '../../../libs/shipping/core/model/shipment.js';
import type { NewParcel } from '../../../libs/shipping/core/shipping.api.js';
import { rateRepositoryContract } from '../../../libs/shipping/testing/rate-repository.contract.js';
import { shipmentRepositoryContract } from '../../../libs/shipping/testing/shipment-repository.contract.js';
import { SqlQuoteBook } from '../../../libs/shipping/typeorm/sql-quote-book.js';
import { SqlShipmentQueries } from '../../../libs/shipping/typeorm/sql-shipment.queries.js';
import { SqlShipmentRepository } from '../../../libs/shipping/typeorm/sql-shipment.repository.js';
import {
  ShipmentSchema,
  ShippingQuoteSchema,
  ShippingRateSchema,
} from '../../../libs/shipping/typeorm/shipping.schema.js';
import { TypeOrmRateRepository } from '../../../libs/shipping/typeorm/typeorm-rate.repository.js';
import { connect } from '../../support/data-source.js';
import { createTestDatabase } from '../../support/database.js';

const FIRST = { limit: 1, offset: 0 };
const NOW = new Date('2026-11-20T12:00:00Z');
const at = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);
const address = {
  recipient: 'Ana Souza',
  street: 'Avenida Paulista',
  number: '1000',
  complement: null,
  district: 'Bela Vista',
  city: 'São Paulo',
  state: 'SP',
  cep: '01310100',
};
describe("shipping's tables", () => {
  let database: Database;
  let shipments: SqlShipmentRepository;
  let rates: TypeOrmRateRepository;
  let queries: SqlShipmentQueries;
  const outlet = newId();
  let numbers = 0;

  beforeAll(async () => {
    database = await connect(await createTestDatabase(), [ShippingRateSchema, ShippingQuoteSchema, ShipmentSchema]);
    shipments = new SqlShipmentRepository(database);
    rates = new TypeOrmRateRepository(database);
    queries = new SqlShipmentQueries(database);
  });

  const aNumber = () => `S${String(++numbers).padStart(9, '0')}BR`;
  async function booked(more: Partial<NewParcel> = {}): Promise<NewParcel> {
    const option = { carrier: 'Correios PAC', service: 'PAC', price: 2_100, days: 7, stale: false };
    const parcel = {
      orderId: newId(),
      outletId: outlet,
      customerId: newId(),
      option,
      address,
      currency: 'BRL',
      ...more,
    };
    await shipments.book(parcel, NOW);
    return parcel;
  }
  const byOrder = async (orderId: string): Promise<Shipment> =>
    (await queries.page('all', { orderId }, FIRST)).data[0]!;
  async function sent() {
    const { orderId, outletId, customerId } = await booked();
    const sending = { orderId, outletId, customerId, trackingNumber: aNumber(), carrier: null };
    return { orderId, shipment: (await shipments.send(sending, true, NOW))! };
  }

  describe('parcels', () => {
    shipmentRepositoryContract(() => shipments);

    it('are shown to whoever looks for trouble when they are asked about in vain again and again', async () => {
      const { orderId } = await sent();
      const troubled = async () => (await queries.page([outlet], { orderId, attention: true }, FIRST)).total;
      const fine = async () => (await queries.page([outlet], { orderId, attention: false }, FIRST)).total;
      for (let hours = 1; hours <= 3; hours++) {
        expect([await troubled(), await fine()]).toEqual([0, 1]);
        const now = await byOrder(orderId);
        await shipments.record(now, inVain(now, 'UNKNOWN_NUMBER', at(hours)), at(hours));
      }
      expect([await troubled(), await fine()]).toEqual([1, 0]);
      expect(await byOrder(orderId)).toMatchObject({ failures: 3, fault: 'UNKNOWN_NUMBER', state: 'POSTED' });
    });

    it('are one for an order that many book at once', async () => {
      const { orderId } = await booked();
      await Promise.all(Array.from({ length: 8 }, () => booked({ orderId, currency: 'USD' })));
      const page = await queries.page([outlet], { orderId }, { limit: 10, offset: 0 });
      expect(page).toMatchObject({ total: 1, data: [{ state: 'PENDING', address, price: 2_100, currency: 'BRL' }] });
    });

    it('are shown within the scope alone', async () => {
      const { shipment } = await sent();
      expect(await queries.get([outlet], shipment.id)).toEqual(shipment);
      await expect(queries.get([newId()], shipment.id)).rejects.toMatchObject({ code: 'SHIPMENT_NOT_FOUND' });
      expect(await queries.page([newId()], { orderId: shipment.orderId }, FIRST)).toMatchObject({ total: 0, data: [] });
    });
  });

  describe('quotes', () => {
    const key = { outletId: outlet, provider: 'correios', fromCep: '01001000', zone: '20040', box: '16x11x2:300' };
    const quotes = (price: number) => [{ carrier: 'Correios PAC', service: 'PAC', price, days: 5 }];

    it('are kept for every process and over a restart, the newest for each question', async () => {
      const [one, other] = [new SqlQuoteBook(database, 10), new SqlQuoteBook(database, 10)];
      expect(await one.find(key, NOW)).toBeNull();
      await one.keep(key, { quotes: quotes(2_100), quotedAt: at(1) });
      await other.keep(key, { quotes: quotes(9_900), quotedAt: NOW });
      const restarted = new SqlQuoteBook(database, 10);
      expect(await restarted.find(key, NOW)).toEqual({ quotes: quotes(2_100), quotedAt: at(1) });
      await other.keep(key, { quotes: quotes(2_200), quotedAt: at(2) });
      expect(await one.find(key, at(1))).toEqual({ quotes: quotes(2_200), quotedAt: at(2) });
    });

    it('are forgotten when they are old', async () => {
      const book = new SqlQuoteBook(database, 10);
      const old = { ...key, zone: '99999' };
      await book.keep(old, { quotes: quotes(1), quotedAt: at(-800) });
      await book.forget(at(-720));
      expect(await new SqlQuoteBook(database, 10).find(old, NOW)).toBeNull();
      expect(await new SqlQuoteBook(database, 10).find(key, NOW)).not.toBeNull();
    });
  });

  describe('rates', () => {
    rateRepositoryContract(() => rates);
  });
});
