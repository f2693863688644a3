import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsObject, IsString, Length, Matches, MaxLength, ValidateNested } from 'class-validator';

import { Code, FreeText, IfGiven, IsId, LoginName } from '#libs/platform';

import { RETENDER_METHODS, type RetenderMethod } from '../core/model/retender.js';
import { CARD_TYPES, type CardType } from '../core/model/tender.js';

/** Consent to a correction, given at the till of whoever asks for it. */
export class RetenderApprovalRequest {
  /** Who agrees, by id or by user name. */
  @IfGiven()
  @IsId()
  user_id?: string;

  @IfGiven()
  @LoginName()
  @IsString()
  @MaxLength(200)
  username?: string;

  /** Their PIN or their password. */
  @IfGiven()
  @IsString()
  @MaxLength(64)
  pin?: string;

  @IfGiven()
  @IsString()
  @MaxLength(256)
  password?: string;
}

export class RetenderPaymentRequest {
  /** What it was paid by. */
  @ApiProperty({ enum: RETENDER_METHODS, enumName: 'RetenderMethod', example: 'card_terminal' })
  @IsIn(RETENDER_METHODS)
  method!: RetenderMethod;

  /** Needed where the outlet has several tenders of the method. */
  @IfGiven()
  @IsId()
  tender_id?: string;

  /** The number of the slip, transfer or voucher, as the tender asks for it. */
  @IfGiven()
  @Code()
  @IsString()
  @Length(1, 64)
  reference?: string;

  /** Of the card. */
  @IfGiven()
  @Code()
  @Matches(/^\d{4}$/, { message: '$property should be four digits' })
  last4?: string;

  @IfGiven()
  @ApiProperty({ enum: CARD_TYPES, enumName: 'CardType', required: false })
  @IsIn(CARD_TYPES)
  card_type?: CardType;

  @ApiProperty({ example: 'The wrong button' })
  @FreeText()
  @IsString()
  @Length(1, 300)
  reason!: string;

  /** Somebody's consent who may correct a payment alone, where you may not. */
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => RetenderApprovalRequest)
  approval?: RetenderApprovalRequest;
}
