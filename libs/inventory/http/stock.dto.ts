import { ApiProperty } from '@nestjs/swagger';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsString,
  Max,
  MaxLength,
  Min,
  registerDecorator,
  ValidateIf,
} from 'class-validator';

import {
  CursorPageResponse,
  CursorPeriodQuery,
  FlagOfQuery,
  IfGiven,
  IsId,
  PageQuery,
  PageResponse,
  Trimmed,
} from '#libs/platform';

import type { StockMovement } from '../core/inventory.ports.js';
import { LARGEST_QUANTITY, MOVEMENT_TYPES, type MovementType } from '../core/model/stock.js';
import type { ChangedStock, StockChangeWanted } from '../core/use-cases/change-product-stock.js';
import type { NamedStockLevel } from '../core/services/stock-views.js';
import { LONGEST_REASON, StockActorResponse } from './shared.dto.js';

const MOVES = ['ADJUSTMENT', 'PURCHASE', 'WASTE'] as const;

/** A rule over several fields, told at this one. */
const Agrees =
  <T extends object>(name: string, message: string, holds: (request: T) => boolean): PropertyDecorator =>
  (target, property) =>
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: String(property),
      validator: { validate: (_, context) => holds(context?.object as T), defaultMessage: () => message },
    });

/** `{ quantity }` sets the stock; `{ delta, reason, type? }` moves it. One of the two. */
export class ChangeStockRequest {
  /**
   * What is there now. A product that was not tracked is from now on: its sales take stock; one without an outlet only when all outlets
   * that sell it are yours.
   */
  @ApiProperty({ example: 40 })
  @ValidateIf((request: ChangeStockRequest) => request.quantity !== undefined || request.delta === undefined)
  @IsInt({ message: 'send either quantity (a whole number, what is there now) or delta (what came or went)' })
  @Min(0)
  @Max(LARGEST_QUANTITY)
  quantity?: number;

  /** Pieces that came (positive) or went (negative). */
  @IfGiven()
  @IsInt()
  @Min(-LARGEST_QUANTITY)
  @Max(LARGEST_QUANTITY)
  @Agrees<ChangeStockRequest>('eitherOr', 'send quantity or delta, not both', ({ quantity }) => quantity === undefined)
  @Agrees<ChangeStockRequest>('isNotZero', 'delta must not be 0', ({ delta }) => delta !== 0)
  @Agrees<ChangeStockRequest>('fitsType', 'a PURCHASE adds pieces and WASTE takes them away', fitsType)
  delta?: number;

  /**
   * Why the pieces moved: ADJUSTMENT unless said. Only with `delta`. A PURCHASE begins to track the product, as `quantity` does; the
   * others do not.
   */
  @IfGiven()
  @IsIn(MOVES)
  @Agrees<ChangeStockRequest>(
    'onlyWithDelta',
    'type goes with delta; a quantity is a count',
    (request) => request.delta != null,
  )
  type?: (typeof MOVES)[number];

  /** For the record; `delta` needs one. */
  @ValidateIf((request: ChangeStockRequest) => request.reason != null || request.delta != null)
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(LONGEST_REASON)
  reason?: string;

  /** Which outlet, when several of yours sell the product. */
  @IfGiven()
  @IsId()
  outlet_id?: string;
}

function fitsType({ type, delta }: ChangeStockRequest): boolean {
  if (typeof delta !== 'number') return true;
  return (type !== 'PURCHASE' || delta > 0) && (type !== 'WASTE' || delta < 0);
}

export const toChange = ({ quantity, delta, type, reason }: ChangeStockRequest): StockChangeWanted =>
  delta == null
    ? { quantity: quantity ?? 0, reason: reason ?? null }
    : { delta, type: type ?? 'ADJUSTMENT', reason: reason ?? '' };

export class ChangedStockResponse {
  product_id!: string;
  outlet_id!: string;
  /** Pieces on hand at the outlet now. */
  stock!: number;

  static from({ productId, outletId, stock }: ChangedStock): ChangedStockResponse {
    return { product_id: productId, outlet_id: outletId, stock };
  }
}

export class StockMovementsQuery extends CursorPeriodQuery {
  @IfGiven()
  @IsId()
  outlet_id?: string;

  @IfGiven()
  @IsId()
  product_id?: string;

  @IfGiven()
  @IsIn(MOVEMENT_TYPES)
  type?: MovementType;
}

export class StockMovementResponse {
  id!: string;
  outlet_id!: string;
  product_id!: string;
  type!: MovementType;
  /** Signed pieces: all of a product's quantities sum to its stock. */
  quantity!: number;
  /** Pieces on hand after it. */
  balance_after!: number;
  reason!: string | null;
  /** The order or the stock count behind it. */
  reference_id!: string | null;
  actor!: StockActorResponse;
  occurred_at!: string;

  static from(movement: StockMovement): StockMovementResponse {
    return {
      id: movement.id,
      outlet_id: movement.outletId,
      product_id: movement.productId,
      type: movement.type,
      quantity: movement.quantity,
      balance_after: movement.balanceAfter,
      reason: movement.reason,
      reference_id: movement.referenceId,
      actor: StockActorResponse.from(movement.actor),
      occurred_at: movement.occurredAt.toISOString(),
    };
  }
}

export class StockMovementPageResponse extends CursorPageResponse {
  data!: StockMovementResponse[];
}

export class StockLevelsQuery extends PageQuery {
  @IfGiven()
  @IsId()
  outlet_id?: string;

  @IfGiven()
  @IsId()
  product_id?: string;

  /** `true`: only products at or under their low-stock threshold. */
  @IfGiven()
  @FlagOfQuery()
  @IsBoolean()
  below_threshold?: boolean;
}

export class StockLevelResponse {
  product_id!: string;
  outlet_id!: string;
  /** Null when the outlet does not sell it any more. */
  name!: string | null;
  /** Pieces on hand. */
  stock!: number;
  low_stock_threshold!: number | null;
  updated_at!: string;

  static from(level: NamedStockLevel): StockLevelResponse {
    return {
      product_id: level.productId,
      outlet_id: level.outletId,
      name: level.name,
      stock: level.onHand,
      low_stock_threshold: level.lowStockThreshold,
      updated_at: level.updatedAt.toISOString(),
    };
  }
}

export class StockLevelPageResponse extends PageResponse {
  data!: StockLevelResponse[];
}
