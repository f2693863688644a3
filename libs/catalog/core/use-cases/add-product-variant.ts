import { Injectable } from '@nestjs/common';

import type { UserActor } from '#libs/kernel';

import { draftOf, type VariantDraft } from '../model/variant.js';
import { UpdateProduct } from './update-product.js';

export interface AddProductVariantInput {
  readonly actor: UserActor;
  /** The parent. */
  readonly id: string;
  /** The parent's version that the caller has seen; unchecked when absent. */
  readonly version?: number;
  readonly draft: VariantDraft;
}

/** One more variant of a product, which is sold as its variants from the first one on. */
@Injectable()
export class AddProductVariant {
  constructor(private readonly update: UpdateProduct) {}

  /** Throws `VALIDATION_FAILED` for a name that another variant has, and as {@link UpdateProduct} does. */
  execute({ draft, ...request }: AddProductVariantInput): Promise<void> {
    return this.update.execute({ ...request, changes: {}, variants: (known) => [...known.map(draftOf), draft] });
  }
}
