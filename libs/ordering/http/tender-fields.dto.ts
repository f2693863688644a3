import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsString, IsUUID, Length, Matches } from 'class-validator';

import { invalid } from '#libs/kernel';
import { Code, Optional, VersionedRequest } from '#libs/platform';

import { CARD_TYPES, type CardType, isTenderMethod } from '../core/model/order-payable.js';

/** What a payment by tender names. */
export class TenderFields extends VersionedRequest {
  /** One of the outlet's tenders; needed where it has several of the method. */
  @Optional()
  @IsUUID()
  tender_id?: string;

  /** The number of the slip, transfer or voucher. A tender takes one once a day. */
  @Optional()
  @Code()
  @IsString()
  @Length(1, 64)
  reference?: string;

  /** The last four digits of the card. */
  @Optional()
  @Code()
  @IsString()
  @Matches(/^\d{4}$/, { message: '$property should be four digits' })
  last4?: string;

  @Optional()
  @ApiProperty({ enum: CARD_TYPES, enumName: 'CardType', required: false })
  @IsIn(CARD_TYPES)
  card_type?: CardType;
}

/** Throws `VALIDATION_FAILED` (400) for what only a payment by tender names, or only cash. */
export function assertTenderFields(
  method: string | undefined,
  { tender_id, reference, last4, card_type, tendered }: TenderFields & { readonly tendered?: number },
): void {
  const isByTender = method !== undefined && isTenderMethod(method);
  const wrong = isByTender ? { tendered } : { tender_id, reference, last4, card_type };
  const [code, message] = isByTender
    ? ['NO_CASH', 'only cash has this']
    : ['NO_TENDER', 'only a payment by tender has this'];
  const faults = Object.entries(wrong).flatMap(([name, value]) =>
    value === undefined ? [] : [{ pointer: `/${name}`, code, message }],
  );
  if (faults.length > 0) throw invalid('VALIDATION_FAILED', 'Some fields are not as they should be.', faults);
}
