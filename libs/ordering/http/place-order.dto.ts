import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  IsUUID,
  Length,
  Max,
  Matches,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

import type { Actor } from '#libs/kernel';
import { Code, fingerprint, FreeText, Optional, VersionedRequest } from '#libs/platform';

import { APP_CHANNEL, type AppChannel } from '../core/model/order-channel.js';
import { ORDER_TYPES, type OrderType } from '../core/model/order-status.js';
import type { OrderInput } from '../core/services/order-pricer.js';
import { MOST_LINES, OrderItemRequest, toWantedLine } from './order-item.dto.js';
import { ShippingWishRequest, toShippingWish } from './shipping-wish.dto.js';

export const MOST_GUESTS = 999;
const LARGEST_TOTAL = 10_000_000_000_000;

/** Whether an order goes on a bill that is there. */
const JOINS = ['OPEN_BILL'] as const;

export class PlaceOrderRequest {
  /** The order's id, made by the till: a retry with the same id is the same order. With `join` it names the round. */
  @Optional()
  @IsUUID()
  id?: string;

  /** May be left out by a guest and by staff of one outlet. */
  @Optional()
  @ApiProperty({ required: false, example: '0192f3c4-5d6e-7f80-8a9b-0c1d2e3f4a5b' })
  @IsUUID()
  outlet_id?: string;

  /** DINE_IN at a table, else TAKEAWAY for staff and ONLINE for customers, when left out. */
  @Optional()
  @ApiProperty({ enum: ORDER_TYPES, enumName: 'OrderType', required: false })
  @IsIn(ORDER_TYPES)
  type?: OrderType;

  /** The delivery app that it came through, whose prices hold. Staff alone say it. */
  @Optional()
  @ApiProperty({ type: String, required: false, pattern: APP_CHANNEL.source })
  @Code()
  @Matches(APP_CHANNEL, { message: 'channel must be an app such as APP:GOFOOD' })
  channel?: AppChannel;

  /** The table session's id or its token; empty is none, as a form or an older collection sends it. */
  @Optional()
  @ValidateIf((_, value) => value !== '')
  @IsString()
  @Length(8, 200)
  table_session_id?: string;

  /** A table without a guest session. */
  @Optional()
  @IsUUID()
  table_id?: string;

  /** Staff ordering for a customer. */
  @Optional()
  @IsUUID()
  customer_id?: string;

  @Optional()
  @FreeText()
  @IsString()
  @MaxLength(500)
  note?: string;

  /**
   * Staff put the bill aside (`hold_reason` PARKED): it has its number, and neither the kitchen nor the stock nor its coupon knows of it. It is taken up
   * again by `POST /orders/:id/fire` or by its payment, and is void after 24 hours. Not with shipping or join.
   */
  @Optional()
  @ApiProperty({ required: false })
  @IsBoolean()
  hold?: boolean;

  /** How many it is for. */
  @Optional()
  @ApiProperty({ required: false })
  @IsInt()
  @Min(1)
  @Max(MOST_GUESTS)
  guest_count?: number;

  /** Who of the staff serves it, where that is not whoever places it. Staff alone may say it. */
  @Optional()
  @ApiProperty({ required: false })
  @IsUUID()
  server_id?: string;

  /**
   * OPEN_BILL: at a table, the lines go on the table session's open unpaid bill, which is opened where there is none; the answer is that bill.
   * `expected_total` is then what these lines alone come to, as POST /orders/quote told. Not with coupon_code, shipping, cart or note.
   */
  @Optional()
  @ApiProperty({ enum: JOINS, required: false })
  @IsIn(JOINS)
  join?: (typeof JOINS)[number];

  /** A CUSTOMER who sends none orders their cart. */
  @Optional()
  @ApiProperty({
    type: () => [OrderItemRequest],
    required: false,
    example: [{ product_id: '0192f3c4-5d6e-7f80-8a9b-0c1d2e3f4a5b', quantity: 2, note: 'Less sugar' }],
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_LINES)
  @ValidateNested({ each: true })
  @Type(() => OrderItemRequest)
  items?: OrderItemRequest[];

  /** Says aloud that a CUSTOMER's cart is ordered, as leaving out `items` does; with `items` it is 400. */
  @Optional()
  @ApiProperty({ required: false })
  @IsBoolean()
  cart?: boolean;

  /** A cart's own coupon when left out. */
  @Optional()
  @Code()
  @IsString()
  @Length(1, 50)
  coupon_code?: string;

  @Optional()
  @ApiProperty({ type: () => ShippingWishRequest, required: false })
  @IsObject()
  @ValidateNested()
  @Type(() => ShippingWishRequest)
  shipping?: ShippingWishRequest;

  /** The `total_amount` that the buyer was shown (POST /orders/quote). The order is refused when it comes to anything else. */
  @Optional()
  @IsInt()
  @Min(0)
  @Max(LARGEST_TOTAL)
  expected_total?: number;
}

export class AddItemsRequest extends VersionedRequest {
  @ApiProperty({
    type: () => [OrderItemRequest],
    example: [
      { product_id: '0192f3c4-5d6e-7f80-8a9b-0c1d2e3f4a5b', quantity: 2 },
      { barcode: '8991002101234', quantity: 1 },
    ],
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_LINES)
  @ValidateNested({ each: true })
  @Type(() => OrderItemRequest)
  items!: OrderItemRequest[];

  /** The bill's `total_amount` with these lines, as it was shown. They are refused when it comes to anything else. */
  @Optional()
  @IsInt()
  @Min(0)
  @Max(LARGEST_TOTAL)
  expected_total?: number;
}

export const toOrderInput = (actor: Actor, body: PlaceOrderRequest): OrderInput => ({ actor, ...toWish(body) });

/** What is to be ordered, whoever asks. */
export function toWish(body: PlaceOrderRequest): Omit<OrderInput, 'actor'> {
  const wanted = {
    outletId: body.outlet_id?.toLowerCase(),
    type: body.type,
    tableSessionId: body.table_session_id || undefined,
    tableId: body.table_id?.toLowerCase(),
    customerId: body.customer_id?.toLowerCase(),
    note: body.note,
    items: body.items?.map(toWantedLine),
    fromCart: body.cart,
    couponCode: body.coupon_code,
    shipping: body.shipping && toShippingWish(body.shipping),
    expectedTotal: body.expected_total,
    join: body.join,
    channel: body.channel,
    isParked: body.hold || undefined,
    guestCount: body.guest_count,
    serverId: body.server_id?.toLowerCase(),
  };
  const id = body.id?.toLowerCase();
  // An order with a parcel may get the id of its key.
  const mayHaveId = id !== undefined || body.shipping !== undefined;
  return { ...wanted, id, requestHash: mayHaveId ? fingerprint(JSON.stringify(wanted)) : undefined };
}
