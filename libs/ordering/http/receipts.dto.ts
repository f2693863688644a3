import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn } from 'class-validator';

import { Optional } from '#libs/platform';

import {
  ORDER_PAYMENT_STATUSES,
  ORDER_STATUSES,
  ORDER_TYPES,
  type OrderPaymentStatus,
  type OrderStatus,
  type OrderType,
} from '../core/model/order-status.js';
import { RECEIPT_FORMATS, type ReceiptFormat } from '../presentation/receipt-printer.js';
import type { ReceiptKind } from '../presentation/receipt.js';
import { RECEIPT_COLUMNS, type ReceiptColumns } from '../presentation/receipt-layout.js';
import { RECEIPT_LANGUAGES, type ReceiptLanguage } from '../presentation/receipt-words.js';

export class ReceiptQuery {
  /** Counts more than `Accept`. */
  @ApiProperty({ enum: RECEIPT_FORMATS, required: false })
  @Optional()
  @IsIn(RECEIPT_FORMATS)
  format?: ReceiptFormat;

  /** Characters in a line of the paper, for `txt` and `escpos`: 32 on 58 mm, 42 or 48 on 80 mm. */
  @ApiProperty({ enum: RECEIPT_COLUMNS, required: false, default: 42 })
  @Optional()
  @Type(() => Number)
  @IsIn(RECEIPT_COLUMNS)
  columns: ReceiptColumns = 42;

  /** Counts more than `Accept-Language`; the outlet's language when neither says. */
  @ApiProperty({ enum: RECEIPT_LANGUAGES, required: false })
  @Optional()
  @IsIn(RECEIPT_LANGUAGES)
  lang?: ReceiptLanguage;
}

export class ReceiptOutletResponse {
  id!: string;
  name!: string;
  /** ISO 3166-1 alpha-2. */
  @ApiProperty({ example: 'ID' })
  country!: string;
  /** Line by line. */
  address!: string[];
  /** NPWP, CNPJ. */
  tax_number!: string | null;
  phone!: string | null;
}

export class ReceiptModifierResponse {
  group!: string;
  name!: string;
  /** In one piece of the line. */
  quantity!: number;
  /** Of one; may be negative. */
  price_delta!: number;
}

export class ReceiptLineResponse {
  name!: string;
  quantity!: number;
  /** Of one piece with its modifiers. */
  unit_price!: number;
  amount!: number;
  modifiers!: ReceiptModifierResponse[];
  note!: string | null;
  /** Off this line alone, before the bill has anything off. */
  discount!: number;
  /** How many of its pieces are on the house, and what these would cost. */
  comped_quantity!: number;
  comped!: number;
}

/** Tax of one rate. */
export class ReceiptTaxResponse {
  /** Percent. */
  @ApiProperty({ example: 11 })
  rate!: number;
  /** What it was taken of, without the tax itself. */
  base!: number;
  amount!: number;
}

/** Money that was taken. */
export class ReceiptPaymentResponse {
  id!: string;
  @ApiProperty({ example: 'cash' })
  method!: string;
  /** What it was paid by, as it was called then; null for cash and gateways. */
  tender!: string | null;
  /** Of the card. */
  last4!: string | null;
  amount!: number;
  tendered!: number | null;
  change!: number | null;
  /** What went back of it. */
  refunded_amount!: number;
  /** What was given on top of `amount`; in no other figure. */
  tip!: number;
  /** What went back of the tip. */
  refunded_tip!: number;
  @ApiProperty({ format: 'date-time' })
  paid_at!: string;
}

/**
 * What a guest takes home. The lines sum to `subtotal`; that less the discount, with service charge, tax (unless `tax_included`), shipping
 * and rounding, is `total_amount`.
 */
export class ReceiptResponse {
  order_id!: string;
  number!: string;
  /** BILL while money is due, VOID when the order was taken back. */
  @ApiProperty({ enum: ['RECEIPT', 'BILL', 'VOID'] })
  kind!: ReceiptKind;
  @ApiProperty({ enum: ORDER_TYPES, enumName: 'OrderType' })
  type!: OrderType;
  @ApiProperty({ enum: ORDER_STATUSES, enumName: 'OrderStatus' })
  status!: OrderStatus;
  @ApiProperty({ enum: ORDER_PAYMENT_STATUSES, enumName: 'OrderPaymentStatus' })
  payment_status!: OrderPaymentStatus;
  outlet!: ReceiptOutletResponse;
  @ApiProperty({ enum: RECEIPT_LANGUAGES })
  language!: ReceiptLanguage;
  /** IANA name, for the instants. */
  @ApiProperty({ example: 'Asia/Jakarta' })
  time_zone!: string;
  table!: string | null;
  /** Who took the order. */
  served_by!: string | null;
  /** Who took the money last. */
  cashier!: string | null;
  @ApiProperty({ format: 'date-time' })
  ordered_at!: string;
  /** When the bill was settled; null while something is due. */
  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  paid_at!: string | null;
  note!: string | null;
  items!: ReceiptLineResponse[];
  @ApiProperty({ example: 'IDR' })
  currency!: string;
  subtotal!: number;
  discount_total!: number;
  /** Percent; null when an amount was taken off. */
  discount_rate!: number | null;
  coupon_code!: string | null;
  /** The coupon's part of `discount_total`. */
  coupon_discount!: number;
  /** The part of `discount_total` that items have off by themselves. */
  line_discounts!: number;
  /** The part of `discount_total` that is on the house. */
  comps!: number;
  service_charge!: number;
  /** Percent. */
  service_charge_rate!: number;
  /** Whether prices include the tax. */
  tax_included!: boolean;
  taxes!: ReceiptTaxResponse[];
  tax_total!: number;
  shipping_total!: number;
  rounding!: number;
  total_amount!: number;
  payments!: ReceiptPaymentResponse[];
  paid_total!: number;
  refunded_total!: number;
  /** What guests gave on top, less what went back of it; in no other figure. */
  tip_total!: number;
  amount_due!: number;
  /** What the law has printed on it, as `NÃO É DOCUMENTO FISCAL` in Brazil. */
  notices!: string[];
  /** The last line, in the reader's language. */
  footer!: string;
}
