import { Injectable } from '@nestjs/common';

import { type Actor, outletScope } from '#libs/kernel';

import type { ShippingRate } from '../shipping-rate.js';
import { rateNotFound } from '../shipping.errors.js';
import { RateRepository } from '../shipping.ports.js';

@Injectable()
export class ShowRate {
  constructor(private readonly rates: RateRepository) {}

  async execute({ actor, id }: { actor: Actor; id: string }): Promise<ShippingRate> {
    const rate = await this.rates.find(outletScope(actor), id);
    if (!rate) throw rateNotFound();
    return rate;
  }
}
