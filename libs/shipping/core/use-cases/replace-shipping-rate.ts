import { Injectable } from '@nestjs/common';

import type { Actor } from '#libs/kernel';

import type { RateFields, ShippingRate } from '../model/shipping-rate.js';
import { UpdateShippingRate } from './update-shipping-rate.js';

export interface ReplaceShippingRateInput {
  readonly actor: Actor;
  readonly id: string;
  readonly fields: RateFields;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/** Sets every field. The rate stays in its outlet. */
@Injectable()
export class ReplaceShippingRate {
  constructor(private readonly update: UpdateShippingRate) {}

  /** Throws as {@link UpdateShippingRate} does. */
  execute({ fields, ...request }: ReplaceShippingRateInput): Promise<ShippingRate> {
    return this.update.execute({ ...request, changes: fields });
  }
}
