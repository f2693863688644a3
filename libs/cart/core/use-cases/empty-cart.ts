import { Injectable } from '@nestjs/common';

import { emptied } from '../model/cart.js';
import { type CartCaller, CartChanges } from '../services/cart-changes.js';

@Injectable()
export class EmptyCart {
  constructor(private readonly carts: CartChanges) {}

  async execute({ caller }: { caller: CartCaller }): Promise<void> {
    await this.carts.change(caller, emptied);
  }
}
