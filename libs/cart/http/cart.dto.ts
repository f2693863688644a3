import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsInt, IsString, Length, Matches, Max, Min, ValidateNested } from 'class-validator';

import { Code, IfGiven, IsId } from '#libs/platform';

import { MOST_PIECES, MOST_SAID, PRE_CODE, type WantedModifier } from '../core/model/cart.js';
import type { CartView, LineProblem, ShownLine } from '../core/model/cart-view.js';

const MOST_OPTIONS = 50;
export const PROBLEMS = [
  'PRODUCT_NOT_FOUND',
  'VARIANT_REQUIRED',
  'PRODUCT_UNAVAILABLE',
  'MODIFIERS_INVALID',
  'INSUFFICIENT_STOCK',
] as const;

export class CartModifierRequest {
  @IsId()
  option_id!: string;

  /** How many of this option on each piece. */
  @ApiProperty({ required: false, example: 1 })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(100)
  quantity?: number;

  /** What is said of it, by the codes of its group: `["NO"]`, `["EXTRA", "SIDE"]`. */
  @ApiProperty({ type: [String], required: false, example: ['EXTRA'] })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(MOST_SAID)
  @Matches(PRE_CODE, { each: true, message: 'pre must be codes such as NO or EXTRA' })
  pre?: string[];

  /** What is chosen with it, for each of it. */
  @ApiProperty({ type: () => [CartModifierRequest], required: false })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(MOST_OPTIONS)
  @ValidateNested({ each: true })
  @Type(() => CartModifierRequest)
  modifiers?: CartModifierRequest[];
}

export const toWantedModifier = ({ option_id, quantity, pre, modifiers }: CartModifierRequest): WantedModifier => ({
  optionId: option_id,
  quantity,
  ...(pre && { pre }),
  ...(modifiers && { modifiers: modifiers.map(toWantedModifier) }),
});

export class AddCartItemRequest {
  @IsId()
  product_id!: string;

  @ApiProperty({ example: 2 })
  @IsInt()
  @Min(1)
  @Max(MOST_PIECES)
  quantity!: number;

  @ApiProperty({ type: () => [CartModifierRequest], required: false })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(MOST_OPTIONS)
  @ValidateNested({ each: true })
  @Type(() => CartModifierRequest)
  modifiers?: CartModifierRequest[];

  /** The outlet that the cart is for. Only needed for its first item, where several outlets sell it. */
  @ApiProperty({ required: false, format: 'uuid' })
  @IfGiven()
  @IsId()
  outlet_id?: string;
}

export class SetCartItemRequest {
  /** 0 removes the item. */
  @ApiProperty({ example: 3 })
  @IsInt()
  @Min(0)
  @Max(MOST_PIECES)
  quantity!: number;
}

export class CartCouponRequest {
  @ApiProperty({ example: 'BEMVINDO10' })
  @Code()
  @IsString()
  @Length(1, 50)
  code!: string;
}

export class CartModifierResponse {
  option_id!: string;
  quantity!: number;
  @ApiProperty({ type: String, nullable: true })
  group!: string | null;
  @ApiProperty({ type: String, nullable: true })
  name!: string | null;
  /** Added to the price of one piece for each, in minor units. */
  @ApiProperty({ type: Number, nullable: true })
  price_delta!: number | null;
  /** The codes of what is said of it, which `name` says in words. Absent where nothing is. */
  pre?: string[];
  /** How far below the product's own choices it is: it belongs to the one above it that is a level higher. Absent for these. */
  level?: number;

  static from(this: void, modifier: ShownLine['modifiers'][number]): CartModifierResponse {
    return {
      option_id: modifier.optionId,
      quantity: modifier.quantity,
      group: modifier.group ?? null,
      name: modifier.name ?? null,
      price_delta: modifier.priceDelta ?? null,
      ...(modifier.pre && { pre: [...modifier.pre] }),
      ...('level' in modifier && modifier.level && { level: modifier.level }),
    };
  }
}

export class CartItemResponse {
  id!: string;
  product_id!: string;
  @ApiProperty({ type: String, nullable: true })
  name!: string | null;
  /** Of one piece without modifiers, now, in minor units. Null once the product is gone. */
  @ApiProperty({ type: Number, nullable: true })
  unit_price!: number | null;
  quantity!: number;
  modifiers!: CartModifierResponse[];
  /** (unit price + modifiers) × quantity, now. */
  @ApiProperty({ type: Number, nullable: true })
  subtotal!: number | null;
  /**
   * Whether the catalogue's price is another than the one the buyer saw when the line was last added or set. POST /cart/refresh says that
   * the new prices were seen.
   */
  price_changed!: boolean;
  /** The unit price that the buyer saw last; null while nothing has changed. */
  @ApiProperty({ type: Number, nullable: true })
  previous_unit_price!: number | null;
  /** The subtotal at that price, modifiers included; null while nothing has changed. */
  @ApiProperty({ type: Number, nullable: true })
  previous_subtotal!: number | null;
  /** Whether it can be ordered as it stands. */
  available!: boolean;
  /** Why not. */
  @ApiProperty({ enum: PROBLEMS, nullable: true })
  problem!: LineProblem | null;
  /** How much there is; null once the product is gone. */
  @ApiProperty({ enum: ['IN', 'LOW', 'OUT'], enumName: 'StockLevel', nullable: true })
  stock_level!: string | null;
}

/** A cart at the prices of this moment. What the order comes to, with tax, service charge and shipping, is told by POST /orders/quote. */
export class CartResponse {
  @ApiProperty({ type: String, nullable: true })
  id!: string | null;
  /** Null while it is empty. */
  @ApiProperty({ type: String, nullable: true })
  outlet_id!: string | null;
  @ApiProperty({ type: String, nullable: true })
  currency!: string | null;
  items!: CartItemResponse[];
  @ApiProperty({ type: String, nullable: true })
  coupon_code!: string | null;
  /** Why the coupon does not count now: the code that an order would get. */
  @ApiProperty({ type: String, nullable: true, example: null })
  coupon_problem!: string | null;
  /** Of the items that can be ordered as they stand. */
  subtotal!: number;
  discount_total!: number;
  /** Subtotal less discount. */
  total!: number;
  version!: number;
  @ApiProperty({ type: Date, nullable: true })
  updated_at!: Date | null;
  @ApiProperty({ type: Date, nullable: true })
  expires_at!: Date | null;
}

export class OpenedCartResponse extends CartResponse {
  /** Only in the first answer to somebody without a login: send it as `X-Cart-Token` from now on. */
  cart_token?: string;
}

export const cartResponse = (view: CartView): CartResponse => ({
  id: view.id,
  outlet_id: view.outletId,
  currency: view.currency,
  items: view.lines.map(itemResponse),
  coupon_code: view.couponCode,
  coupon_problem: view.couponProblem,
  subtotal: view.subtotal,
  discount_total: view.discountTotal,
  total: view.total,
  version: view.version,
  updated_at: view.updatedAt,
  expires_at: view.expiresAt,
});

const itemResponse = (line: ShownLine): CartItemResponse => ({
  id: line.id,
  product_id: line.productId,
  name: line.name,
  unit_price: line.unitPrice,
  quantity: line.quantity,
  modifiers: line.modifiers.map(CartModifierResponse.from),
  subtotal: line.subtotal,
  price_changed: line.priceChanged,
  previous_unit_price: line.previousUnitPrice,
  previous_subtotal: line.previousSubtotal,
  available: line.problem === null,
  problem: line.problem,
  stock_level: line.stockLevel,
});
