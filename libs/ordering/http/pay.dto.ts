import { ApiProperty, OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsUUID,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';

import { invalid } from '#libs/kernel';
import { Optional } from '#libs/platform';

import {
  type BillPart,
  type OpenedPayment,
  PAYMENT_STATUSES,
  type PaymentStatus,
  type PaymentView,
  TENDER_METHODS,
} from '../core/model/order-payable.js';
import type { PaidOrder } from '../core/services/cash-payments.js';
import type { Sale } from '../core/use-cases/sell-at-counter.js';
import { orderResponse, OrderResponse } from './order.dto.js';
import { qrPicture } from './qr-picture.js';
import { TipFields, tipResponse } from './tip-fields.dto.js';

export const METHODS = ['cash', 'midtrans', 'pix', 'credit_card', ...TENDER_METHODS] as const;
export type Method = (typeof METHODS)[number];

export const LARGEST_AMOUNT = 1_000_000_000_000;

const MOST_PIECES = 1_000;
const MOST_LINES = 200;
const MOST_WAYS = 100;

export class PaidItemRequest {
  /** A line of the bill. */
  @IsUUID()
  item_id!: string;

  /** How many of its pieces. */
  @ApiProperty({ example: 1 })
  @IsInt()
  @Min(1)
  @Max(MOST_PIECES)
  quantity!: number;
}

export class EqualShareRequest {
  /** How many share what is due equally, as many as when the first of them paid. */
  @ApiProperty({ example: 3 })
  @IsInt()
  @Min(2)
  @Max(MOST_WAYS)
  ways!: number;
}

class PayShare extends TipFields {
  /** The share of the bill to pay, in minor units; all that is due, beside what others are paying, when left out. */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(LARGEST_AMOUNT)
  amount?: number;

  /** In place of `amount`: these pieces, with their share of taxes, discounts and charges. What somebody else is paying for is 409 ITEMS_TAKEN. */
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_LINES)
  @ValidateNested({ each: true })
  @Type(() => PaidItemRequest)
  items?: PaidItemRequest[];

  /** In place of `amount`: one of so many equal shares. Whoever pays the last one pays what is left. */
  @Optional()
  @ApiProperty({ type: () => EqualShareRequest, required: false })
  @IsObject()
  @ValidateNested()
  @Type(() => EqualShareRequest)
  share?: EqualShareRequest;

  /** A payment of yours that is still open on this bill, and is given up for this one. */
  @Optional()
  @IsUUID()
  replaces?: string;

  /** Cash handed over, in minor units; exactly what is due when left out. */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(LARGEST_AMOUNT)
  tendered?: number;

  /** Takes a `tendered` all the same that is more than the bill and the next three notes above it. */
  @Optional()
  @IsBoolean()
  tendered_confirmed?: boolean;
}

export class PayRequest extends PayShare {
  @ApiProperty({ enum: METHODS, example: 'cash' })
  @IsIn(METHODS)
  method!: Method;
}

export class CreatePaymentRequest extends PayShare {
  /** Midtrans when left out. */
  @Optional()
  @ApiProperty({ enum: METHODS, required: false, example: 'midtrans' })
  @IsIn(METHODS)
  method?: Method;
}

export class PaidItemResponse {
  item_id!: string;
  quantity!: number;
}

export class EqualShareResponse {
  ways!: number;
}

/** What a payment is for: pieces, an equal share, or (both null) an amount. */
class PaidPartResponse {
  @ApiProperty({ type: () => [PaidItemResponse], nullable: true })
  items!: PaidItemResponse[] | null;
  @ApiProperty({ type: () => EqualShareResponse, nullable: true })
  share!: EqualShareResponse | null;
}

export class OrderPaymentResponse extends PaidPartResponse {
  id!: string;
  order_id!: string;
  outlet_id!: string;
  shift_id!: string | null;
  method!: string;
  @ApiProperty({ enum: PAYMENT_STATUSES, enumName: 'PaymentStatus' })
  status!: PaymentStatus;
  /** Money taken, in minor units: the share of the bill and its rounding. */
  amount!: number;
  rounding!: number;
  /** What the payer gave on top of `amount`; in no figure of the bill. */
  tip!: number;
  /** What the payer is charged: `amount` and `tip`. */
  charged_amount!: number;
  refunded_amount!: number;
  currency!: string;
  tendered!: number | null;
  change!: number | null;
  /** Null for cash and gateways. */
  tender_id!: string | null;
  /** As it was called when it was paid. */
  tender_name!: string | null;
  /** The gateway's own id of the charge, or the number of the slip, transfer or voucher. */
  reference!: string | null;
  /** Of the card. */
  last4!: string | null;
  created_at!: string;
}

/** What the payer needs next, by method. */
export class PayResponse extends PaidPartResponse {
  payment_id!: string;
  order_id!: string;
  @ApiProperty({ enum: PAYMENT_STATUSES, enumName: 'PaymentStatus' })
  status!: PaymentStatus;
  method!: string;
  /** Of this payment, in minor units: the share of the bill. */
  amount!: number;
  /** On top of it, in minor units. */
  tip!: number;
  /** What the payer is charged: `amount` and `tip`. */
  charged_amount!: number;
  currency!: string;
  /** Cash and tenders: the payment itself. */
  payment?: OrderPaymentResponse;
  /** Cash and tenders: what the guest gets back, in minor units. */
  change?: number;
  /** Cash and tenders: the bill as it now is. */
  order?: OrderResponse;
  /** Cash and tenders: whether the drawer opens. */
  opens_drawer?: boolean;
  /** Midtrans: for Snap's script. */
  snap_token?: string;
  /** Midtrans: Snap's own page. */
  redirect_url?: string;
  /** PIX: the QR code as a picture, `data:image/png;base64,…`. */
  qr_code?: string;
  /** PIX: the QR code at the provider. */
  qr_code_url?: string;
  /** PIX: the BR Code, to paste into a bank's app. */
  copy_paste?: string;
  /** PIX: the transaction's id. */
  txid?: string;
  /** Card: for Stripe's elements; the payer's alone. */
  client_secret?: string;
  /** Until when it can be paid; null for what never ends, absent for cash. */
  expires_at?: string | null;
}

/** What a payment is for. */
export const partResponse = ({ part }: Pick<PaymentView, 'part'>): PaidPartResponse => ({
  items: part?.kind === 'items' ? part.pieces.map(({ lineId, quantity }) => ({ item_id: lineId, quantity })) : null,
  share: part?.kind === 'share' ? { ways: part.ways } : null,
});

/** What a request pays for. Throws `VALIDATION_FAILED` (400) when it says it in two ways. */
export function toPart({ amount, items, share }: Partial<PayShare>): BillPart | undefined {
  const given = Object.entries({ amount, items, share }).flatMap(([name, value]) =>
    value === undefined ? [] : [name],
  );
  if (given.length > 1) {
    const faults = given.map((name) => ({
      pointer: `/${name}`,
      code: 'ONE_OF',
      message: 'send one of amount, items, share',
    }));
    throw invalid('VALIDATION_FAILED', 'Some fields are not as they should be.', faults);
  }
  if (share) return { kind: 'share', ways: share.ways };
  if (!items) return undefined;
  const pieces = new Map<string, number>();
  for (const { item_id, quantity } of items) {
    const lineId = item_id.toLowerCase();
    pieces.set(lineId, (pieces.get(lineId) ?? 0) + quantity);
  }
  return { kind: 'items', pieces: [...pieces].map(([lineId, quantity]) => ({ lineId, quantity })) };
}

const headOf = (payment: PaymentView) => ({
  payment_id: payment.id,
  order_id: payment.orderId,
  status: payment.status,
  method: payment.method,
  amount: payment.amount,
  ...tipResponse(payment),
  currency: payment.currency,
  ...partResponse(payment),
});

export const toPaymentResponse = (payment: PaymentView): OrderPaymentResponse => ({
  id: payment.id,
  order_id: payment.orderId,
  outlet_id: payment.outletId,
  shift_id: payment.shiftId,
  method: payment.method,
  status: payment.status,
  amount: payment.amount,
  rounding: payment.rounding,
  ...tipResponse(payment),
  refunded_amount: payment.refundedAmount,
  currency: payment.currency,
  tendered: payment.tendered,
  change: payment.change,
  tender_id: payment.tender?.id ?? null,
  tender_name: payment.tender?.name ?? null,
  reference: payment.reference,
  last4: payment.tender?.last4 ?? null,
  created_at: payment.createdAt.toISOString(),
  ...partResponse(payment),
});

export const toPayResponse = ({ order, payment }: PaidOrder, opensDrawer = true): PayResponse => ({
  ...headOf(payment),
  payment: toPaymentResponse(payment),
  change: payment.change ?? 0,
  order: orderResponse(order),
  opens_drawer: opensDrawer,
});

/** A sale over the counter. Nothing was paid for what costs nothing: then there is no payment. */
export class SaleResponse extends OmitType(PayResponse, ['payment_id', 'payment'] as const) {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: '0192f3c4-5d6e-7f80-8a9b-0c1d2e3f4a5b' })
  payment_id!: string | null;
  @ApiProperty({ type: () => OrderPaymentResponse, nullable: true })
  payment!: OrderPaymentResponse | null;
}

export function toSaleResponse({ order, payment, change, opensDrawer }: Sale): SaleResponse {
  if (payment) return { ...toPayResponse({ order, payment }, opensDrawer), payment: toPaymentResponse(payment) };
  const { id, currency } = order.view;
  const nothing = { payment_id: null, payment: null, amount: 0, tip: 0, charged_amount: 0, items: null, share: null };
  return {
    ...nothing,
    order_id: id,
    status: 'PAID',
    method: 'cash',
    currency,
    change,
    order: orderResponse(order),
    opens_drawer: opensDrawer,
  };
}

export async function toOpenedResponse({ payment, presentation }: OpenedPayment): Promise<PayResponse> {
  const head = { ...headOf(payment), expires_at: payment.expiresAt?.toISOString() ?? null };
  switch (presentation.kind) {
    case 'snap':
      return { ...head, snap_token: presentation.snapToken, redirect_url: presentation.redirectUrl };
    case 'card':
      return { ...head, client_secret: presentation.clientSecret };
    case 'pix': {
      const { copyPaste, qrCodeUrl, txid } = presentation;
      return { ...head, qr_code: await qrPicture(copyPaste), qr_code_url: qrCodeUrl, copy_paste: copyPaste, txid };
    }
  }
}
