import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsObject, IsString, MaxLength, ValidateNested } from 'class-validator';

import { FreeText, IfGiven, IsId, LoginName } from '#libs/platform';

import { DeclarationRequest, DenominationRequest } from './declaration.dto.js';

const MOST_DENOMINATIONS = 50;
const MOST_DECLARATIONS = 100;
const LONGEST_NOTE = 500;

/** A supervisor's consent, given at the cashier's till. */
export class CloseApprovalRequest {
  /** The supervisor, by id or by user name. */
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

/** What is said of a drawer that was counted, whether it is closed or handed over. */
export abstract class ShiftCountRequest {
  /** The coins and notes that were counted; their sum is what was counted. */
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(MOST_DENOMINATIONS)
  @ValidateNested({ each: true })
  @Type(() => DenominationRequest)
  denominations?: DenominationRequest[];

  /** What the tenders took. Those whose slips lie in the drawer (`counts_in_drawer`) must be named. */
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(MOST_DECLARATIONS)
  @ValidateNested({ each: true })
  @Type(() => DeclarationRequest)
  declared?: DeclarationRequest[];

  @IfGiven()
  @FreeText()
  @IsString()
  @MaxLength(LONGEST_NOTE)
  note?: string;

  /** Needed when the count is off by more than the outlet allows, or a declaration by more than its tender does. */
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => CloseApprovalRequest)
  approval?: CloseApprovalRequest;
}
