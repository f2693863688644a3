import { Injectable } from '@nestjs/common';

import { CustomersApi } from '#libs/customers';
import { type MinorUnits, sum } from '#libs/kernel';
import type { OutletSettings } from '#libs/outlets';
import { type PricedCoupon, PromotionsApi } from '#libs/promotions';
import { type ShippingAddress, ShippingApi } from '#libs/shipping';

import type { OrderLine } from '../model/order-line.js';
import type { OrderType } from '../model/order-status.js';
import {
  addressNotFound,
  labelOf,
  notForShipping,
  type ShippingWish,
  type WantedParcel,
} from '../model/shipping-wish.js';

export interface ExtrasInput {
  readonly outlet: OutletSettings;
  readonly type: OrderType;
  readonly lines: readonly OrderLine[];
  readonly customerId: string | null;
  readonly couponCode?: string;
  readonly shipping?: ShippingWish;
  /** Whoever asks may log in yet: how often they have used a coupon is not known. */
  readonly beforeLogin?: boolean;
  readonly at: Date;
}

/** What an order has besides its lines. */
export interface OrderExtras {
  readonly coupon: PricedCoupon | null;
  readonly parcel: WantedParcel | null;
}

const NONE: OrderExtras = { coupon: null, parcel: null };

/** Prices coupon and parcel. A carrier may be asked: never inside a unit of work. */
@Injectable()
export class ExtrasPricer {
  constructor(
    private readonly promotions: PromotionsApi,
    private readonly shipping: ShippingApi,
    private readonly customers: CustomersApi,
  ) {}

  async price(input: ExtrasInput): Promise<OrderExtras> {
    const { couponCode, shipping } = input;
    if (couponCode === undefined && shipping === undefined) return NONE;
    const coupon = couponCode === undefined ? null : await this.coupon(couponCode, input);
    const parcel = shipping === undefined ? null : await this.parcel(shipping, input);
    return { coupon, parcel };
  }

  private coupon(code: string, { outlet, lines, customerId, beforeLogin, at }: ExtrasInput): Promise<PricedCoupon> {
    const subtotal: MinorUnits = sum(lines.map((line) => line.subtotal));
    const { id: outletId, currency } = outlet;
    return this.promotions.price({ code, outletId, currency, subtotal, customerId, beforeLogin, at });
  }

  private async parcel(wish: ShippingWish, { outlet, type, lines, customerId }: ExtrasInput): Promise<WantedParcel> {
    if (type !== 'DELIVERY' && type !== 'ONLINE') throw notForShipping(type);
    const address = await this.addressOf(wish, customerId);
    const { service, carrier } = wish;
    const items = lines.map(({ productId, quantity }) => ({ productId, quantity }));
    const option = await this.shipping.choose({ outletId: outlet.id, cep: address.cep, items, service, carrier });
    return { option, address };
  }

  private async addressOf({ addressId, address }: ShippingWish, customerId: string | null): Promise<ShippingAddress> {
    if (address) {
      const profile = address.recipient === null && customerId ? await this.customers.profileOf(customerId) : null;
      return { ...address, recipient: address.recipient ?? profile?.name ?? null };
    }
    const kept = addressId && customerId ? await this.customers.address(customerId, addressId) : null;
    if (!kept) throw addressNotFound();
    return labelOf(kept);
  }
}
