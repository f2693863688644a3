import { Injectable } from '@nestjs/common';

import { Clock, EventLog } from '#libs/kernel';

import { CartApi, type CartContent, type TableCartContent } from './cart.api.js';
import { cartChanged, cartEmpty, cartNotFound } from './model/cart.errors.js';
import type { Cart } from './model/cart.js';
import { tableCartUpdated } from './model/cart.events.js';
import { type CartSitting, emptiedTable, joinedTables, newTableCart, type TableCart } from './model/table-cart.js';
import { CartRepository, CartTokens, TableCartRepository } from './cart.ports.js';

/** Answers neighbours: what an order takes out of a cart. */
@Injectable()
export class CartFacade extends CartApi {
  constructor(
    private readonly carts: CartRepository,
    private readonly tokens: CartTokens,
    private readonly clock: Clock,
    private readonly tableCarts: TableCartRepository,
    private readonly events: EventLog,
  ) {
    super();
  }

  async contentOf(customerId: string): Promise<CartContent | null> {
    const cart = await this.carts.find({ customerId }, this.clock.now());
    return cart && contentOf(cart);
  }

  async contentNamed(token: string): Promise<CartContent | null> {
    const cart = await this.carts.find({ tokenHash: this.tokens.hash(token) }, this.clock.now());
    if (!cart) throw cartNotFound();
    return contentOf(cart);
  }

  async checkOut({ id, version }: Pick<CartContent, 'id' | 'version'>, at: Date): Promise<void> {
    const outcome = await this.carts.checkOut(id, version, at);
    if (outcome === 'EMPTY') throw cartEmpty();
    if (outcome === 'CHANGED') throw cartChanged();
  }

  async takeTable(sitting: CartSitting, version: number | undefined, at: Date): Promise<readonly TableCartContent[]> {
    const cart = await this.tableCarts.lock(sitting);
    if (!cart || cart.lines.length === 0) throw cartEmpty();
    if (version !== undefined && version !== cart.version) throw cartChanged();
    await this.keep(emptiedTable(cart, at));
    return cart.lines;
  }

  async joinTables({ outletId, from, into }: Parameters<CartApi['joinTables']>[0], at: Date): Promise<void> {
    const comes = await this.tableCarts.lock({ outletId, sessionId: from });
    if (!comes) return;
    const there = await this.tableCarts.open(newTableCart({ outletId, sessionId: into }, at));
    await this.tableCarts.save(emptiedTable(comes, at));
    await this.keep(joinedTables(there, comes, at));
  }

  private async keep(cart: TableCart): Promise<void> {
    await this.tableCarts.save(cart);
    await this.events.append([tableCartUpdated(cart)]);
  }
}

function contentOf({ id, version, outletId, couponCode, lines }: Cart): CartContent | null {
  return outletId === null ? null : { id, version, outletId, couponCode, lines };
}
