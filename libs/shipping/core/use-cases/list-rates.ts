import { Injectable } from '@nestjs/common';

import { type Actor, assertOutlet, outletScope, type Page, type PageRequest } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import type { ShippingRate } from '../shipping-rate.js';
import { RateRepository } from '../shipping.ports.js';

export interface ListRatesInput {
  readonly actor: Actor;
  /** Of all the actor's outlets when absent. */
  readonly outletId?: string;
  readonly page: PageRequest;
}

@Injectable()
export class ListRates {
  constructor(
    private readonly rates: RateRepository,
    private readonly outlets: OutletsApi,
  ) {}

  async execute({ actor, outletId, page }: ListRatesInput): Promise<Page<ShippingRate>> {
    if (outletId === undefined) return this.rates.page(outletScope(actor), page);
    assertOutlet(actor, outletId);
    await this.outlets.get(outletId);
    return this.rates.page([outletId], page);
  }
}
