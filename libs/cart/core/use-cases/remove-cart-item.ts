import { Injectable } from '@nestjs/common';

import { removeLines } from '../cart.js';
import { type CartCaller, CartDesk } from './cart-desk.js';

@Injectable()
export class RemoveCartItem {
  constructor(private readonly desk: CartDesk) {}

  /** `itemId` is a line's, or its product's: then all lines of the product go. */
  async execute({ caller, itemId }: { caller: CartCaller; itemId: string }): Promise<void> {
    await this.desk.change(caller, (cart, now) => removeLines(cart, itemId, now));
  }
}
