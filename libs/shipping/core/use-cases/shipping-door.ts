import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

import {
  type NewParcel,
  ShippingApi,
  type ShippingChoice,
  type ShippingOption,
  type ShippingQuestion,
} from '../shipping.api.js';
import { optionUnavailable } from '../shipping.errors.js';
import { ShipmentRepository } from '../shipping.ports.js';
import { QuoteShipping } from './quote-shipping.js';

/** What shipping answers to cart and ordering. */
@Injectable()
export class ShippingDoor extends ShippingApi {
  constructor(
    private readonly quote: QuoteShipping,
    private readonly shipments: ShipmentRepository,
    private readonly clock: Clock,
  ) {
    super();
  }

  async options(question: ShippingQuestion): Promise<ShippingOption[]> {
    return [...(await this.quote.execute(question)).options];
  }

  async choose(choice: ShippingChoice): Promise<ShippingOption> {
    const options = await this.options(choice);
    const chosen = options.find((option) => isMeant(choice, option));
    if (!chosen) throw optionUnavailable(options);
    return chosen;
  }

  book(parcel: NewParcel): Promise<void> {
    return this.shipments.book(parcel, this.clock.now());
  }
}

function isMeant({ service, carrier }: ShippingChoice, option: ShippingOption): boolean {
  if (!isSame(service, option.service)) return false;
  return carrier === undefined || isSame(carrier, option.carrier) || isSame(`${carrier} ${service}`, option.carrier);
}

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
