import { Injectable } from '@nestjs/common';

import { type AppChannel, CatalogApi, channelOf } from '#libs/catalog';
import { type Actor, actorRef, businessDate, Clock, type MinorUnits, ruleBroken, SYSTEM } from '#libs/kernel';
import { type OutletSettings, serviceChargeRateOf } from '#libs/outlets';

import { assertMaySayChannel } from '../model/order-channel.js';
import type { OrderLine } from '../model/order-line.js';
import { assertMayPark, assertMaySayPrices, assertPieces } from '../model/order-limits.js';
import { linesOf } from '../model/order-lines-of.js';
import type { OrderDraft } from '../model/order-state.js';
import type { OrderType } from '../model/order-status.js';
import type { ShippingWish } from '../model/shipping-wish.js';
import { type Basket, type BasketInput, BasketFinder } from './basket-finder.js';
import { type OrderExtras, ExtrasPricer } from './extras-pricer.js';
import { isCustomer, OrderDestinations } from './order-destinations.js';
import { OrderHolds } from './order-holds.js';
import { soldAs, withProducts } from './wanted-products.js';

/** `outletId` may be left out by a guest (their table's), by staff of one outlet, and with a cart (the cart's). */
export interface OrderInput extends Omit<BasketInput, 'actor' | 'cartToken'> {
  readonly actor: Actor;
  readonly id?: string;
  /** Of all that the client sent with its own id: a retry has the same. */
  readonly requestHash?: string;
  readonly type?: OrderType;
  /** A delivery app that it came through, which staff say; how the actor buys when absent. */
  readonly channel?: AppChannel;
  /** The session's id or its token. */
  readonly tableSessionId?: string;
  readonly tableId?: string;
  readonly customerId?: string;
  readonly note?: string;
  /** Staff put it aside: `PARKED`. */
  readonly isParked?: boolean;
  readonly guestCount?: number;
  /** Who serves it, where that is not whoever places it. */
  readonly serverId?: string;
  readonly shipping?: ShippingWish;
  /** It goes on the open bill of its sitting. */
  readonly join?: 'OPEN_BILL';
  /** The order of which goods are given back for it. */
  readonly exchangeOf?: string;
  /** The network that the request came from, as far as proxies are trusted: an IPv4 address, or the /64 of an IPv6 one. */
  readonly network?: string;
  /** What the buyer was told that it comes to, in minor units. */
  readonly expectedTotal?: MinorUnits;
}

/** What is only to be priced: also by somebody without a login, whose cart has a token. */
export type QuoteInput = Omit<OrderInput, 'actor'> & Pick<BasketInput, 'cartToken'> & { readonly actor: Actor | null };

export interface PricedOrder {
  readonly outlet: OutletSettings;
  readonly draft: Omit<OrderDraft, 'id' | 'number'>;
  readonly lines: readonly OrderLine[];
  readonly basket: Basket;
  readonly extras: OrderExtras;
  /** The products' pictures, by product id. */
  readonly images: ReadonlyMap<string, string | null>;
  readonly at: Date;
}

/** What an order would be, before it gets an id, a number and its stock: the first half of placing it, and all of a quote. */
@Injectable()
export class OrderPricer {
  constructor(
    private readonly catalog: CatalogApi,
    private readonly baskets: BasketFinder,
    private readonly destinations: OrderDestinations,
    private readonly extras: ExtrasPricer,
    private readonly holds: OrderHolds,
    private readonly clock: Clock,
  ) {}

  /** Throws what is wrong with the order. A quote asks for no CPF: the order does. */
  async price(input: QuoteInput, { isQuote = false } = {}): Promise<PricedOrder> {
    const { actor } = input;
    const basket = await this.baskets.find(input);
    const { couponCode } = basket;
    if (basket.items.length === 0) throw ruleBroken('CART_EMPTY', 'There is nothing to order: send items.');
    const { outlet, type, seat } = await this.destinations.find({ ...input, outletId: basket.outletId }, { isQuote });
    assertMaySayChannel(actor, input.channel);
    const channel = input.channel ?? channelOf(actor);
    const items = await withProducts(this.catalog, outlet.id, basket.items);
    const products = await soldAs(this.catalog, outlet.id, items, channel);
    assertMaySayPrices(actor, items);
    assertMayPark(input);
    assertPieces(actor, items, outlet);
    const at = this.clock.now();
    const lines = linesOf(items, products, outlet);
    const customerId = isCustomer(actor) ? actor.id : (input.customerId ?? null);
    const { shipping } = input;
    const beforeLogin = actor === null;
    const extras = await this.extras.price({
      outlet,
      type,
      lines,
      customerId,
      couponCode,
      shipping,
      beforeLogin,
      at,
    });
    return {
      outlet,
      at,
      lines,
      basket,
      extras,
      images: new Map([...products].map(([id, { imageUrl }]) => [id, imageUrl])),
      draft: {
        ...seat,
        outletId: outlet.id,
        type,
        channel,
        customerId,
        holdReason: input.isParked
          ? 'PARKED'
          : await this.holds.of({ actor, outlet, type, tableSessionId: seat.tableSessionId }),
        guestCount: input.guestCount ?? null,
        serverId: input.serverId ?? null,
        placedBy: actor ? actorRef(actor) : SYSTEM,
        placedFrom: isCustomer(actor) ? (input.network ?? null) : null,
        note: input.note ?? null,
        exchangeOf: input.exchangeOf ?? null,
        currency: outlet.currency,
        rules: { taxInclusive: outlet.taxInclusive, serviceChargeRate: serviceChargeRateOf(outlet, type) },
        couponCode: extras.coupon?.code ?? null,
        coupon: extras.coupon?.terms ?? null,
        shippingTotal: extras.parcel?.option.price ?? 0,
        businessDate: businessDate(at, outlet.timeZone, outlet.businessDayCutoff),
      },
    };
  }
}
