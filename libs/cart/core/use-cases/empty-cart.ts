import { Injectable } from '@nestjs/common';

import { emptied } from '../cart.js';
import { type CartCaller, CartDesk } from './cart-desk.js';

@Injectable()
export class EmptyCart {
  constructor(private readonly desk: CartDesk) {}

  async execute({ caller }: { caller: CartCaller }): Promise<void> {
    await this.desk.change(caller, emptied);
  }
}
