import type { SalesChannel } from '#libs/catalog';
import { type ActorRef, type MinorUnits, STAFF_ROLES } from '#libs/kernel';
import type { BillTerms } from '#libs/promotions';

import type { Discount, PricingRules } from './order-pricing.js';
import type { HoldReason, OrderPaymentStatus, OrderStatus, OrderType } from './order-status.js';

export interface OrderState {
  readonly id: string;
  readonly outletId: string;
  readonly number: string;
  readonly type: OrderType;
  /** Through what it was placed; null where nobody kept it: who placed it tells. */
  readonly channel: SalesChannel | null;
  readonly status: OrderStatus;
  /** Why the kitchen does not know of it; null from the moment it does. Stays on an order that ends before. */
  readonly holdReason: HoldReason | null;
  readonly paymentStatus: OrderPaymentStatus;
  readonly tableId: string | null;
  readonly tableName: string | null;
  readonly tableSessionId: string | null;
  readonly customerId: string | null;
  readonly placedBy: ActorRef;
  /** The network that a CUSTOMER ordered from, kept while the order is unpaid: what one address holds is limited. */
  readonly placedFrom: string | null;
  readonly note: string | null;
  /** How many it is for; null where nobody said. */
  readonly guestCount: number | null;
  /** Who of the staff serves it; null for whoever opened it. */
  readonly serverId: string | null;
  readonly currency: string;
  readonly rules: PricingRules;
  readonly discount: Discount | null;
  readonly couponCode: string | null;
  /** What the coupon takes off, as it was when the order was placed; a later change of the coupon never re-prices a bill. */
  readonly coupon: BillTerms | null;
  readonly subtotal: MinorUnits;
  /** Coupon and discount together. */
  readonly discountTotal: MinorUnits;
  readonly couponDiscount: MinorUnits;
  readonly serviceCharge: MinorUnits;
  readonly taxTotal: MinorUnits;
  readonly shippingTotal: MinorUnits;
  /** What rounding cash to the smallest coin has added so far; part of `totalAmount`. */
  readonly rounding: MinorUnits;
  readonly totalAmount: MinorUnits;
  readonly paidAmount: MinorUnits;
  readonly refundedAmount: MinorUnits;
  /** Money that came in and that the bill did not take: it had ended, or needed no more. It is on its way back, or there. */
  readonly lateAmount: MinorUnits;
  /** How much of `lateAmount` is back with its payers. */
  readonly lateRefunded: MinorUnits;
  readonly splitFrom: string | null;
  /** The first bill of the family that this one came of by splitting; null for a bill that nobody split off. */
  readonly splitRoot: string | null;
  /** The order that the coupon's use is booked for, when it is another one: this bill took the coupon over from it. */
  readonly couponUse: string | null;
  readonly mergedInto: string | null;
  /** The order of which goods were given back in exchange for this one. */
  readonly exchangeOf: string | null;
  /** When nothing was due any more; null while something is. */
  readonly settledAt: Date | null;
  /** Which settlement of the bill this is: 1, and one more each time that it was reopened. */
  readonly settlement: number;
  /** When it ended for want of payment; null while it lives, and once late money has revived it. */
  readonly expiredAt: Date | null;
  /** When staff parked it; stays once it was taken up again. Null for a bill that never was. */
  readonly parkedAt: Date | null;
  readonly businessDate: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** An entry of the order's history: who did what, when, why, and who approved. */
export interface OrderChange {
  readonly id: string;
  readonly action: string;
  readonly itemId: string | null;
  readonly fromStatus: OrderStatus | null;
  readonly toStatus: OrderStatus | null;
  readonly actor: ActorRef;
  readonly reason: string | null;
  readonly approvedBy: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface Act {
  readonly actor: ActorRef;
  readonly at: Date;
  readonly reason?: string | null;
  readonly approvedBy?: string | null;
  /** Which of the outlet's reasons it was, where one was chosen. */
  readonly reasonId?: string;
}

export type OrderDraft = Pick<
  OrderState,
  | 'id'
  | 'outletId'
  | 'number'
  | 'type'
  | 'tableId'
  | 'tableName'
  | 'tableSessionId'
  | 'customerId'
  | 'placedBy'
  | 'note'
  | 'currency'
  | 'rules'
  | 'businessDate'
> &
  Partial<
    Pick<
      OrderState,
      | 'discount'
      | 'couponCode'
      | 'coupon'
      | 'couponUse'
      | 'shippingTotal'
      | 'splitFrom'
      | 'splitRoot'
      | 'holdReason'
      | 'placedFrom'
      | 'channel'
      | 'exchangeOf'
      | 'parkedAt'
      | 'guestCount'
      | 'serverId'
    >
  >;

/** Stock that a voided line sets free, and whether the kitchen had begun: then it is lost, not returned. */
export interface FreedStock {
  readonly productId: string;
  readonly quantity: number;
  readonly as: 'RETURN' | 'WASTE';
}

/** Who of the staff serves it: whoever was named, else whoever opened it; null for what a guest or a customer opened. */
export const serverOf = ({ serverId, placedBy }: Pick<OrderState, 'serverId' | 'placedBy'>): string | null =>
  serverId ?? (placedBy.kind === 'user' && STAFF_ROLES.some((role) => role === placedBy.role) ? placedBy.id : null);

/** An order as it begins: nothing priced, nothing paid. */
export function freshState(draft: OrderDraft, at: Date): OrderState {
  const nothing = { subtotal: 0, discountTotal: 0, couponDiscount: 0, serviceCharge: 0, taxTotal: 0, rounding: 0 };
  return {
    ...draft,
    ...nothing,
    shippingTotal: draft.shippingTotal ?? 0,
    totalAmount: 0,
    paidAmount: 0,
    refundedAmount: 0,
    lateAmount: 0,
    lateRefunded: 0,
    holdReason: draft.holdReason ?? null,
    status: draft.holdReason ? 'HELD' : 'NEW',
    paymentStatus: 'PENDING',
    placedFrom: draft.placedFrom ?? null,
    channel: draft.channel ?? null,
    parkedAt: draft.parkedAt ?? (draft.holdReason === 'PARKED' ? at : null),
    guestCount: draft.guestCount ?? null,
    serverId: draft.serverId ?? null,
    discount: draft.discount ?? null,
    couponCode: draft.couponCode ?? null,
    coupon: draft.coupon ?? null,
    splitFrom: draft.splitFrom ?? null,
    splitRoot: draft.splitRoot ?? null,
    couponUse: draft.couponUse ?? null,
    mergedInto: null,
    exchangeOf: draft.exchangeOf ?? null,
    settledAt: null,
    settlement: 1,
    expiredAt: null,
    version: 1,
    createdAt: at,
    updatedAt: at,
  };
}

/** An order whose lines, and all that it charges, went to another bill. */
export const mergedAway = (order: OrderState, mergedInto: string): OrderState => ({
  ...order,
  discount: null,
  coupon: null,
  couponCode: null,
  subtotal: 0,
  discountTotal: 0,
  couponDiscount: 0,
  serviceCharge: 0,
  taxTotal: 0,
  shippingTotal: 0,
  totalAmount: 0,
  status: 'VOIDED',
  mergedInto,
});
