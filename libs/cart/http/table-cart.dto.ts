import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsInt, IsString, Max, MaxLength, Min, ValidateNested } from 'class-validator';

import { FreeText, IfGiven, IsId, Optional, Trimmed } from '#libs/platform';

import { MOST_PIECES } from '../core/model/cart.js';
import type { LineProblem } from '../core/model/cart-view.js';
import type { ShownTableLine, TableCartView } from '../core/model/table-cart-view.js';
import { CartModifierRequest, CartModifierResponse, PROBLEMS } from './cart.dto.js';

const MOST_OPTIONS = 50;
const LONGEST_NOTE = 500;
const LONGEST_NAME = 30;

export class AddTableCartItemRequest {
  @IsId()
  product_id!: string;

  @ApiProperty({ example: 1 })
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

  /** For the kitchen: "no ice". */
  @Optional()
  @FreeText()
  @IsString()
  @MaxLength(LONGEST_NOTE)
  note?: string;

  /** As the phone wants to be called at its table, from here on; an empty one takes the name away. */
  @Optional()
  @ApiProperty({ required: false, example: 'Ana' })
  @Trimmed()
  @IsString()
  @MaxLength(LONGEST_NAME)
  name?: string;
}

export class ChangeTableCartItemRequest {
  @Optional()
  @ApiProperty({ required: false, example: 2 })
  @IsInt()
  @Min(1)
  @Max(MOST_PIECES)
  quantity?: number;

  /** For the kitchen; an empty one takes it away. */
  @Optional()
  @FreeText()
  @IsString()
  @MaxLength(LONGEST_NOTE)
  note?: string;
}

export class TableCartItemResponse {
  id!: string;
  product_id!: string;
  @ApiProperty({ type: String, nullable: true })
  name!: string | null;
  /** Of one piece without modifiers, now, in minor units. Null once the product is gone. */
  @ApiProperty({ type: Number, nullable: true })
  unit_price!: number | null;
  quantity!: number;
  modifiers!: CartModifierResponse[];
  @ApiProperty({ type: String, nullable: true })
  note!: string | null;
  /** (unit price + modifiers) × quantity, now. */
  @ApiProperty({ type: Number, nullable: true })
  subtotal!: number | null;
  /** Whose it is: the name that the phone chose, or `Guest 2`. */
  added_by!: string;
  /** That phone's number at the table, from 1. */
  guest_number!: number;
  /** Whether it is this phone's, which alone may change it. */
  mine!: boolean;
  /** Whether it can be ordered as it stands. */
  available!: boolean;
  /** Why not. */
  @ApiProperty({ enum: PROBLEMS, nullable: true })
  problem!: LineProblem | null;
  /** How much there is; null once the product is gone. */
  @ApiProperty({ enum: ['IN', 'LOW', 'OUT'], enumName: 'StockLevel', nullable: true })
  stock_level!: string | null;
}

/** What the phones at a table mean to order together, at the prices of this moment. What the order comes to is told by POST /orders/quote. */
export class TableCartResponse {
  outlet_id!: string;
  table_session_id!: string;
  currency!: string;
  @ApiProperty({ type: () => [TableCartItemResponse] })
  items!: TableCartItemResponse[];
  /** Of the items that can be ordered as they stand. */
  subtotal!: number;
  /** As this phone chose to be called; null: it did not. */
  @ApiProperty({ type: String, nullable: true })
  own_name!: string | null;
  /** Counts up with every change. */
  version!: number;
}

export const tableCartResponse = (view: TableCartView): TableCartResponse => ({
  outlet_id: view.outletId,
  table_session_id: view.sessionId,
  currency: view.currency,
  items: view.lines.map(itemResponse),
  subtotal: view.subtotal,
  own_name: view.ownName,
  version: view.version,
});

const itemResponse = (line: ShownTableLine): TableCartItemResponse => ({
  id: line.id,
  product_id: line.productId,
  name: line.name,
  unit_price: line.unitPrice,
  quantity: line.quantity,
  modifiers: line.modifiers.map(CartModifierResponse.from),
  note: line.note,
  subtotal: line.subtotal,
  added_by: line.addedBy.name ?? `Guest ${line.addedBy.number}`,
  guest_number: line.addedBy.number,
  mine: line.isMine,
  available: line.problem === null,
  problem: line.problem,
  stock_level: line.stockLevel,
});
