import { Injectable } from '@nestjs/common';

import type { UserActor } from '#libs/kernel';

import { NO_TERMS } from '../model/outlet-terms.js';
import { SetOutletProduct } from './set-outlet-product.js';

export interface ResetOutletProductInput {
  readonly actor: UserActor;
  readonly outletId: string;
  readonly productId: string;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/** The outlet sells the product as it is everywhere. Prices of the list that name a channel or hours stay. */
@Injectable()
export class ResetOutletProduct {
  constructor(private readonly set: SetOutletProduct) {}

  /** Throws `OUTLET_NOT_FOUND`, `PRODUCT_NOT_FOUND`, `VERSION_CONFLICT`. */
  async execute(input: ResetOutletProductInput): Promise<void> {
    await this.set.execute({ ...input, fields: NO_TERMS });
  }
}
