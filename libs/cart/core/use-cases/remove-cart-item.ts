import { Injectable } from '@nestjs/common';

import { removeLine } from '../model/cart.js';
import { type CartCaller, CartChanges } from '../services/cart-changes.js';

@Injectable()
export class RemoveCartItem {
  constructor(private readonly carts: CartChanges) {}

  /** `itemId` is a line's, or that of a product which one line alone has. */
  async execute({ caller, itemId }: { caller: CartCaller; itemId: string }): Promise<void> {
    await this.carts.change(caller, (cart, now) => removeLine(cart, itemId, now));
  }
}
