import { ApiProperty, PartialType, PickType } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';

import { Code, FreeText, IfGiven, IsId, Trimmed } from '#libs/platform';

import {
  type Confirmation,
  CONFIRMATIONS,
  type Tender,
  TENDER_METHODS,
  type TenderFields,
  type TenderMethod,
} from '../core/model/tender.js';

const LARGEST_AMOUNT = 1_000_000_000_000;

export class CreateTenderRequest {
  @IsId()
  outlet_id!: string;

  /** As staff choose it and receipts print it; unique in its outlet. */
  @ApiProperty({ example: 'BCA terminal' })
  @Trimmed()
  @IsString()
  @Length(1, 60)
  name!: string;

  @ApiProperty({ enum: TENDER_METHODS, enumName: 'TenderMethod', example: 'card_terminal' })
  @IsIn(TENDER_METHODS)
  method!: TenderMethod;

  /** Whether a payment must name its slip, transfer or voucher. False when left out. */
  @IfGiven()
  @IsBoolean()
  requires_reference?: boolean;

  /** Whether a payment must name the last four digits of the card. False when left out. */
  @IfGiven()
  @IsBoolean()
  requires_last4?: boolean;

  /** Whether the drawer opens for it. False when left out. */
  @IfGiven()
  @IsBoolean()
  opens_drawer?: boolean;

  /** Whether its sum must be declared when the drawer is counted. False when left out. */
  @IfGiven()
  @IsBoolean()
  counts_in_drawer?: boolean;

  /** `LATER`: a payment is PENDING until somebody has seen the money. NOW when left out. */
  @IfGiven()
  @IsIn(CONFIRMATIONS)
  @ApiProperty({ enum: CONFIRMATIONS, enumName: 'TenderConfirmation', required: false })
  confirm?: Confirmation;

  /** Whether who takes it must have a shift open. True when left out. */
  @IfGiven()
  @IsBoolean()
  needs_shift?: boolean;

  /** True when left out. */
  @IfGiven()
  @IsBoolean()
  refundable?: boolean;

  /** A declaration that is off by more needs an approval; by anything when null. In minor units. */
  @ApiProperty({ type: Number, nullable: true, required: false, example: 0 })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(LARGEST_AMOUNT)
  difference_limit?: number | null;

  /** For Brazilian invoices: two digits of the table tPag, for what has no code of its own (`voucher`, `other`). */
  @ApiProperty({ type: String, nullable: true, required: false, example: '11' })
  @IsOptional()
  @Code()
  @IsString()
  @Matches(/^\d{2}$/, { message: '$property should be two digits' })
  fiscal_code?: string | null;

  /** What staff do, in their words. */
  @ApiProperty({ type: String, nullable: true, required: false, example: 'Keep the merchant slip in the drawer.' })
  @IsOptional()
  @FreeText()
  @IsString()
  @Length(1, 500)
  instructions?: string | null;

  /** Tills show the lowest first. 0 when left out. */
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(1_000)
  position?: number;

  /** Whether anybody may be paid by it. True when left out. */
  @IfGiven()
  @IsBoolean()
  active?: boolean;
}

const EDITABLE = [
  'name',
  'requires_reference',
  'requires_last4',
  'opens_drawer',
  'counts_in_drawer',
  'confirm',
  'needs_shift',
  'refundable',
  'difference_limit',
  'fiscal_code',
  'instructions',
  'position',
  'active',
] as const;

class EditedTender extends PickType(CreateTenderRequest, EDITABLE) {
  /** The version that was edited; `If-Match` says the same. */
  @IfGiven()
  @IsInt()
  @Min(1)
  version?: number;
}

/** Only what changes. A tender stays in its outlet, and keeps its method. */
export class UpdateTenderRequest extends PartialType(EditedTender, { skipNullProperties: false }) {}

export class ListTendersQuery {
  @IsId()
  outlet_id!: string;
}

export class TenderResponse {
  id!: string;
  outlet_id!: string;
  name!: string;
  @ApiProperty({ enum: TENDER_METHODS, enumName: 'TenderMethod' })
  method!: TenderMethod;
  requires_reference!: boolean;
  requires_last4!: boolean;
  opens_drawer!: boolean;
  counts_in_drawer!: boolean;
  @ApiProperty({ enum: CONFIRMATIONS, enumName: 'TenderConfirmation' })
  confirm!: Confirmation;
  needs_shift!: boolean;
  refundable!: boolean;
  difference_limit!: number | null;
  fiscal_code!: string | null;
  instructions!: string | null;
  position!: number;
  active!: boolean;
  version!: number;
  created_at!: Date;
  updated_at!: Date;

  static from(tender: Tender): TenderResponse {
    return {
      id: tender.id,
      outlet_id: tender.outletId,
      name: tender.name,
      method: tender.method,
      requires_reference: tender.requiresReference,
      requires_last4: tender.requiresLast4,
      opens_drawer: tender.opensDrawer,
      counts_in_drawer: tender.countsInDrawer,
      confirm: tender.confirm,
      needs_shift: tender.needsShift,
      refundable: tender.refundable,
      difference_limit: tender.differenceLimit,
      fiscal_code: tender.fiscalCode,
      instructions: tender.instructions,
      position: tender.position,
      active: tender.active,
      version: tender.version,
      created_at: tender.createdAt,
      updated_at: tender.updatedAt,
    };
  }
}

export class TendersResponse {
  data!: TenderResponse[];
}

export const toFields = (request: CreateTenderRequest): TenderFields => ({
  name: request.name,
  method: request.method,
  requiresReference: request.requires_reference ?? false,
  requiresLast4: request.requires_last4 ?? false,
  opensDrawer: request.opens_drawer ?? false,
  countsInDrawer: request.counts_in_drawer ?? false,
  confirm: request.confirm ?? 'NOW',
  needsShift: request.needs_shift ?? true,
  refundable: request.refundable ?? true,
  differenceLimit: request.difference_limit ?? null,
  fiscalCode: request.fiscal_code ?? null,
  instructions: request.instructions ?? null,
  position: request.position ?? 0,
  active: request.active ?? true,
});

/** Only the fields that the request names. */
export function toChanges(request: UpdateTenderRequest): Partial<TenderFields> {
  const changes: Partial<TenderFields> = {
    name: request.name,
    requiresReference: request.requires_reference,
    requiresLast4: request.requires_last4,
    opensDrawer: request.opens_drawer,
    countsInDrawer: request.counts_in_drawer,
    confirm: request.confirm,
    needsShift: request.needs_shift,
    refundable: request.refundable,
    differenceLimit: request.difference_limit,
    fiscalCode: request.fiscal_code,
    instructions: request.instructions,
    position: request.position,
    active: request.active,
  };
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
