import type { CatalogApi, SellableProduct } from '#libs/catalog';
import { FixedClock, newId, notFound, type UserActor } from '#libs/kernel';
import type { OutletsApi, OutletSettings } from '#libs/outlets';

import { KeptAuditLog, PlainUnitOfWork } from '../../kernel/testing/index.js';
import { CarrierQuotes } from '../core/services/carrier-quotes.js';
import { ParcelChecks } from '../core/services/parcel-checks.js';
import { ShippingFacade } from '../core/shipping.facade.js';
import type { ShippingCarrier } from '../core/shipping.ports.js';
import { CalculateShipping } from '../core/use-cases/calculate-shipping.js';
import { CreateShippingRate } from '../core/use-cases/create-shipping-rate.js';
import { DeleteShippingRate } from '../core/use-cases/delete-shipping-rate.js';
import { ReplaceShippingRate } from '../core/use-cases/replace-shipping-rate.js';
import { SyncShipment } from '../core/use-cases/sync-shipment.js';
import { UpdateShippingRate } from '../core/use-cases/update-shipping-rate.js';
import { InMemoryQuoteBook } from './in-memory-quote-book.js';
import { InMemoryRateRepository } from './in-memory-rate.repository.js';
import { InMemoryShipmentRepository } from './in-memory-shipment.repository.js';
import { ScriptedCarrier } from './scripted-carrier.js';

/** All that the use cases of shipping need, in memory: outlets by `opens`, products by `sells`, and a carrier that takes a PAC for 20 reais. */
export function shippingWorld() {
  const clock = new FixedClock(new Date('2026-11-20T12:00:00Z'));
  const audit = new KeptAuditLog();
  const unitOfWork = new PlainUnitOfWork();
  const rates = new InMemoryRateRepository();
  const shipments = new InMemoryShipmentRepository();
  const carrier = new ScriptedCarrier(() => [{ carrier: 'Correios PAC', service: 'PAC', price: 2_000, days: 7 }]);
  const chosen = { carrier: carrier as ShippingCarrier | null, senderCep: '01001000', quoteTtlMs: 0 };

  const open: OutletSettings[] = [];
  const get = async (id: string) => {
    const outlet = open.find((other) => other.id === id);
    if (!outlet) throw notFound('outlet', 'OUTLET_NOT_FOUND');
    return outlet;
  };
  const outlets = { get, list: async () => open } as unknown as OutletsApi;
  const sold = new Map<string, readonly string[]>();
  const piece = { weightGrams: 500, lengthMm: 100, widthMm: 100, heightMm: 100 } as SellableProduct;
  const catalog = {
    sellable: async (outletId: string, ids: readonly string[]) =>
      new Map(ids.filter((id) => sold.get(outletId)?.includes(id)).map((id) => [id, piece])),
  } as unknown as CatalogApi;

  const quotes = new CarrierQuotes(chosen, new InMemoryQuoteBook(), clock);
  const calculate = new CalculateShipping(outlets, catalog, chosen, quotes, rates);
  const update = new UpdateShippingRate(rates, audit, unitOfWork, clock);
  return {
    clock,
    audit,
    unitOfWork,
    rates,
    shipments,
    carrier,
    chosen,
    calculate,
    create: new CreateShippingRate(rates, outlets, audit, unitOfWork, clock),
    update,
    replace: new ReplaceShippingRate(update),
    remove: new DeleteShippingRate(rates, audit, unitOfWork),
    sync: new SyncShipment(shipments, outlets, chosen, new ParcelChecks(shipments, chosen, clock)),
    facade: new ShippingFacade(calculate, shipments, outlets, chosen, clock),
    admin: { kind: 'user', id: newId(), role: 'ADMIN', outletIds: [] } satisfies UserActor as UserActor,
    opens: (more: Partial<OutletSettings> = {}): OutletSettings => {
      const outlet = { id: newId(), country: 'BR', currency: 'BRL', ...more } as OutletSettings;
      open.push(outlet);
      return outlet;
    },
    sells: (outlet: OutletSettings, ...products: readonly string[]) => void sold.set(outlet.id, products),
  };
}
