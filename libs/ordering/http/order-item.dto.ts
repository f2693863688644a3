import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  buildMessage,
  IsArray,
  IsInt,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

import { Code, FreeText, Optional } from '#libs/platform';

import { LARGEST_LINE, MOST_SAID, PRE_CODE, type WantedLine, type WantedModifier } from '../core/model/order-line.js';

export const MOST_PIECES = 1000;
export const MOST_LINES = 200;
export const MOST_OPTIONS = 50;
export const MOST_SEATS = 99;
export const MOST_COURSES = 9;

export class ModifierRequest {
  @IsUUID()
  option_id!: string;

  /** How many of this option on each piece. */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(100)
  quantity?: number;

  /** What is said of it, by the codes of its group: `["NO"]`, `["EXTRA", "SIDE"]`. */
  @Optional()
  @ApiProperty({ type: [String], required: false, example: ['EXTRA'] })
  @IsArray()
  @ArrayMaxSize(MOST_SAID)
  @Matches(PRE_CODE, { each: true, message: 'pre must be codes such as NO or EXTRA' })
  pre?: string[];

  /** What is chosen with it, for each of it. */
  @Optional()
  @ApiProperty({ type: () => [ModifierRequest], required: false })
  @IsArray()
  @ArrayMaxSize(MOST_OPTIONS)
  @ValidateNested({ each: true })
  @Type(() => ModifierRequest)
  modifiers?: ModifierRequest[];
}

export const toWantedModifier = ({ option_id, quantity, pre, modifiers }: ModifierRequest): WantedModifier => ({
  optionId: option_id.toLowerCase(),
  quantity,
  ...(pre && pre.length > 0 && { pre }),
  ...(modifiers && modifiers.length > 0 && { modifiers: modifiers.map(toWantedModifier) }),
});

/** Of a product that is named in two ways, nobody could tell which is meant. */
const NotWithProductId = () =>
  ValidateBy({
    name: 'notWithProductId',
    validator: {
      validate: (_, rule) => (rule?.object as OrderItemRequest | undefined)?.product_id === undefined,
      defaultMessage: buildMessage(() => '$property does not go with product_id'),
    },
  });

export class OrderItemRequest {
  /** The line's id, made by the till: a line that is sent again with the same id is the line that is there. */
  @Optional()
  @IsUUID()
  id?: string;

  /** Left out where `barcode` says which product it is. */
  @ValidateIf(({ barcode }: OrderItemRequest, value) => value !== undefined || barcode === undefined)
  @ApiProperty({ required: false, format: 'uuid' })
  @IsUUID()
  product_id?: string;

  /** What a scanner read, in place of `product_id`: what the outlet sells under it, as `GET /products/scan/:code` tells. */
  @Optional()
  @Code()
  @IsString()
  @Length(1, 64)
  @NotWithProductId()
  barcode?: string;

  @ApiProperty({ example: 2 })
  @IsInt()
  @Min(1)
  @Max(MOST_PIECES)
  quantity!: number;

  /** For the kitchen: "no ice". */
  @Optional()
  @FreeText()
  @IsString()
  @MaxLength(500)
  note?: string;

  /** Who at the table gets it. */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(MOST_SEATS)
  seat?: number;

  /** When it is served. The lowest course goes out with the order; what stations make for later ones waits for `POST /orders/:id/fire`. */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(MOST_COURSES)
  course?: number;

  /** The price of one piece without modifiers, in minor units, of a product whose price is open (`open_price`). Staff alone may say it. */
  @Optional()
  @IsInt()
  @Min(0)
  @Max(LARGEST_LINE)
  open_price?: number;

  @Optional()
  @IsArray()
  @ArrayMaxSize(MOST_OPTIONS)
  @ValidateNested({ each: true })
  @Type(() => ModifierRequest)
  modifiers?: ModifierRequest[];
}

export const toWantedLine = (item: OrderItemRequest): WantedLine => ({
  ...(item.id !== undefined && { lineId: item.id.toLowerCase() }),
  ...(item.product_id !== undefined && { productId: item.product_id.toLowerCase() }),
  ...(item.barcode !== undefined && { barcode: item.barcode }),
  quantity: item.quantity,
  note: item.note,
  ...(item.seat !== undefined && { seat: item.seat }),
  ...(item.course !== undefined && { course: item.course }),
  ...(item.open_price !== undefined && { openPrice: item.open_price }),
  modifiers: item.modifiers?.map(toWantedModifier),
});
