import { Injectable } from '@nestjs/common';

import type { CartView } from '../cart-view.js';
import { type CartCaller, CartDesk } from './cart-desk.js';
import { ShowCart } from './show-cart.js';

@Injectable()
export class ViewCart {
  constructor(
    private readonly desk: CartDesk,
    private readonly show: ShowCart,
  ) {}

  async execute({ caller }: { caller: CartCaller }): Promise<CartView> {
    return this.show.execute(await this.desk.look(caller));
  }
}
