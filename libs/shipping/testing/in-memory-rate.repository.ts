import { isInScope, type OutletScope } from '#libs/kernel';

import type { ShippingRate } from '../core/model/shipping-rate.js';
import { rateTaken } from '../core/model/shipping.errors.js';
import { RateRepository } from '../core/shipping.ports.js';

export class InMemoryRateRepository extends RateRepository {
  private readonly rates = new Map<string, ShippingRate>();

  async find(scope: OutletScope, id: string): Promise<ShippingRate | null> {
    const rate = this.rates.get(id);
    return rate && isInScope(scope, rate.outletId) ? rate : null;
  }

  async holding(outletId: string, cep: string): Promise<ShippingRate[]> {
    return [...this.rates.values()].filter(
      (rate) => rate.outletId === outletId && rate.cepFrom <= cep && cep <= rate.cepTo,
    );
  }

  async insert(rate: ShippingRate): Promise<void> {
    this.assertFree(rate);
    this.rates.set(rate.id, rate);
  }

  async update(rate: ShippingRate): Promise<boolean> {
    if (this.rates.get(rate.id)?.version !== rate.version - 1) return false;
    this.assertFree(rate);
    this.rates.set(rate.id, rate);
    return true;
  }

  async remove(scope: OutletScope, id: string): Promise<ShippingRate | null> {
    const rate = await this.find(scope, id);
    if (rate) this.rates.delete(id);
    return rate;
  }

  private assertFree(rate: ShippingRate): void {
    const isTaken = [...this.rates.values()].some((other) => other.id !== rate.id && nameOf(other) === nameOf(rate));
    if (isTaken) throw rateTaken();
  }
}

const nameOf = ({ outletId, carrier, service, cepFrom, maxWeightGrams }: ShippingRate): string =>
  JSON.stringify([outletId, carrier, service, cepFrom, maxWeightGrams]);
