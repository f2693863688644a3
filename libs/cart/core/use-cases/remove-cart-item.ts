import { Injectable } from '@nestjs/common';

import { removeLine } from '../cart.js';
import { type CartCaller, CartDesk } from './cart-desk.js';

@Injectable()
export class RemoveCartItem {
  constructor(private readonly desk: CartDesk) {}

  /** `itemId` is a line's, or that of a product which one line alone has. */
  async execute({ caller, itemId }: { caller: CartCaller; itemId: string }): Promise<void> {
    await this.desk.change(caller, (cart, now) => removeLine(cart, itemId, now));
  }
}
