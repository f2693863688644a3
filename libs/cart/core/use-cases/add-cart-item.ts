import { Injectable } from '@nestjs/common';

import {
  assertAvailable,
  CatalogApi,
  chooseModifiers,
  type SellableProduct,
  StockLevels,
  type WantedModifier,
} from '#libs/catalog';
import { ruleBroken } from '#libs/kernel';

import { addLine, type Cart, piecesOf } from '../model/cart.js';
import { cartOfAnotherOutlet, insufficientStock, outletRequired, productNotFound } from '../model/cart.errors.js';
import { type CartView, priceSeen } from '../model/cart-view.js';
import { type CartCaller, CartChanges } from '../services/cart-changes.js';
import { CartPricing } from '../services/cart-pricing.js';

export interface AddCartItemInput {
  readonly caller: CartCaller;
  readonly productId: string;
  readonly quantity: number;
  readonly modifiers: readonly WantedModifier[];
  /** May be left out when the cart has one already, or one outlet alone sells the product. */
  readonly outletId?: string;
}

/** Puts a product into the cart, if there is enough of it. What is in stock is not kept for anybody: the order takes it. */
@Injectable()
export class AddCartItem {
  constructor(
    private readonly carts: CartChanges,
    private readonly pricing: CartPricing,
    private readonly catalog: CatalogApi,
    private readonly stock: StockLevels,
  ) {}

  async execute(input: AddCartItemInput): Promise<{ cart: CartView; token?: string }> {
    const { caller, productId } = input;
    const isNew = caller.customerId === undefined && caller.token === undefined;
    const { outletId, product } = await this.offer(input, isNew ? null : await this.carts.look(caller));
    assertAvailable(product);
    assertFits(product, input);
    const available = product.trackStock ? await this.onHand(productId, outletId) : null;
    const seen = priceSeen(product, input.modifiers);
    const { cart, token } = await this.carts.fill(caller, (before, now) => {
      const after = addLine(before, { ...input, outletId, seen }, now);
      const pieces = piecesOf(after, productId);
      if (available !== null && pieces > available) throw insufficientStock(product, pieces, available);
      return after;
    });
    return { cart: await this.pricing.price(cart), token };
  }

  /** The outlet that the cart is for, and the product as it sells it. */
  private async offer({ outletId, productId }: AddCartItemInput, cart: Cart | null) {
    const ofCart = cart?.outletId ?? undefined;
    if (ofCart !== undefined && outletId !== undefined && outletId !== ofCart) throw cartOfAnotherOutlet(ofCart);
    const chosen = outletId ?? ofCart ?? (await this.onlySeller(productId));
    const product = (await this.catalog.sellable(chosen, [productId], 'ONLINE')).get(productId);
    if (product) return { outletId: chosen, product };
    const isElsewhere = ofCart !== undefined && (await this.catalog.soldAt(productId)).length > 0;
    throw isElsewhere ? cartOfAnotherOutlet(ofCart) : productNotFound();
  }

  private async onlySeller(productId: string): Promise<string> {
    const [first, ...others] = await this.catalog.soldAt(productId);
    if (first === undefined) throw productNotFound();
    if (others.length > 0) throw outletRequired([first, ...others]);
    return first;
  }

  private async onHand(productId: string, outletId: string): Promise<number> {
    return (await this.stock.onHand([productId], [outletId])).get(productId) ?? 0;
  }
}

function assertFits(product: SellableProduct, { modifiers }: AddCartItemInput): void {
  const { faults } = chooseModifiers(product, modifiers);
  if (faults.length === 0) return;
  const errors = faults.map(({ at, ...fault }) => ({ pointer: `/modifiers${at}`, ...fault }));
  throw ruleBroken('MODIFIERS_INVALID', `The options chosen for ${product.name} do not fit.`, { errors });
}
