import { Injectable } from '@nestjs/common';

import type { UserActor } from '#libs/kernel';

import { productNotFound } from '../model/catalog.errors.js';
import { draftOf } from '../model/variant.js';
import { UpdateProduct } from './update-product.js';

export interface DeleteProductVariantInput {
  readonly actor: UserActor;
  /** The parent. */
  readonly id: string;
  readonly variantId: string;
  /** The parent's version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/** Takes a variant off the menu for good. Without its last one a product is sold as itself again. */
@Injectable()
export class DeleteProductVariant {
  constructor(private readonly update: UpdateProduct) {}

  /** Throws `PRODUCT_NOT_FOUND` for a variant that the product has not, and as {@link UpdateProduct} does. */
  execute({ variantId, ...request }: DeleteProductVariantInput): Promise<void> {
    return this.update.execute({
      ...request,
      changes: {},
      variants: (known) => {
        if (!known.some(({ id }) => id === variantId)) throw productNotFound();
        return known.filter(({ id }) => id !== variantId).map(draftOf);
      },
    });
  }
}
