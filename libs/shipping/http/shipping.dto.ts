import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsString,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';

import { CepText, DEMO_COFFEE_ID, IfGiven, IsId } from '#libs/platform';

import type { OpenShippingQuestion, ShippingQuote } from '../core/use-cases/calculate-shipping.js';

const MOST_LINES = 100;
const MOST_PIECES = 9_999;

export class ShippingItemRequest {
  @IsId()
  product_id!: string;

  @ApiProperty({ example: 2 })
  @IsInt()
  @Min(1)
  @Max(MOST_PIECES)
  quantity!: number;
}

export class CalculateShippingRequest {
  /** Where to: a CEP with or without its hyphen. */
  @ApiProperty({ example: '01310-100' })
  @CepText()
  @IsString()
  @Length(1, 20)
  cep_destino!: string;

  @ApiProperty({ type: () => [ShippingItemRequest], example: [{ product_id: DEMO_COFFEE_ID, quantity: 2 }] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_LINES)
  @ValidateNested({ each: true })
  @Type(() => ShippingItemRequest)
  items!: ShippingItemRequest[];

  /** Who sends it; when left out, the oldest Brazilian outlet that sells all of it. */
  @IfGiven()
  @IsId()
  outlet_id?: string;
}

export class ShippingOptionResponse {
  @ApiProperty({ example: 'Correios PAC' })
  carrier!: string;
  @ApiProperty({ example: 'PAC' })
  service!: string;
  /** In the smallest unit of `currency`. */
  @ApiProperty({ example: 1808 })
  price_cents!: number;
  /** Working days. */
  @ApiProperty({ example: 7 })
  days!: number;
  /** There, and true, when the carrier did not answer: its last good quote, or the outlet's own rate. */
  stale?: boolean;
}

export class ShippingOptionsResponse {
  /** Cheapest first; empty when nobody goes there. */
  options!: ShippingOptionResponse[];
  @ApiProperty({ example: 'BRL' })
  currency!: string;
}

export const toQuestion = ({ cep_destino, items, outlet_id }: CalculateShippingRequest): OpenShippingQuestion => ({
  cep: cep_destino,
  items: items.map(({ product_id, quantity }) => ({ productId: product_id, quantity })),
  ...(outlet_id !== undefined && { outletId: outlet_id }),
});

export const toOptionsResponse = ({ outlet, options }: ShippingQuote): ShippingOptionsResponse => ({
  options: options.map(({ carrier, service, price, days, stale }) => ({
    carrier,
    service,
    price_cents: price,
    days,
    ...(stale && { stale }),
  })),
  currency: outlet.currency,
});
