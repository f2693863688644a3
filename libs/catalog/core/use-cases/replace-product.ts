import { Injectable } from '@nestjs/common';

import { type ProductDraft, withDefaults } from '../model/product.js';
import { UpdateProduct, type UpdateProductInput } from './update-product.js';

export interface ReplaceProductInput extends Omit<UpdateProductInput, 'changes'> {
  readonly draft: ProductDraft;
}

/** Sets every field: what the draft leaves out goes back to its default. Modifiers and the keeping of stock stay unless it names them. */
@Injectable()
export class ReplaceProduct {
  constructor(private readonly update: UpdateProduct) {}

  /** Throws as {@link UpdateProduct} does. */
  execute({ draft, ...request }: ReplaceProductInput): Promise<void> {
    return this.update.execute({ ...request, changes: withDefaults(draft) });
  }
}
