import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsObject,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';

import { FreeText, IfGiven, IsId } from '#libs/platform';

import type { ShiftMember } from '../core/model/shift-member.js';
import { MOST_CASH } from '../core/model/shift.js';
import { DeclarationRequest, DenominationRequest } from './declaration.dto.js';
import {
  CloseApprovalRequest,
  ClosedShiftResponse,
  LONGEST_NOTE,
  MOST_DECLARATIONS,
  MOST_DENOMINATIONS,
  ShiftResponse,
} from './shifts.dto.js';

export class ShiftMemberRequest {
  /** Who takes cash into this drawer. Yourself when left out. */
  @IfGiven()
  @IsId()
  user_id?: string;

  /** A supervisor's consent, where you need one to join. */
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => CloseApprovalRequest)
  approval?: CloseApprovalRequest;
}

export class LeaveShiftQuery {
  /** Who takes no more cash into this drawer. Yourself when left out. */
  @IfGiven()
  @IsId()
  user_id?: string;
}

export class HandOverShiftRequest {
  /** Who has the drawer from now on. */
  @IsId()
  to_user_id!: string;

  /** What was counted in the drawer; the next shift begins with it. */
  @IsInt()
  @Min(0)
  @Max(MOST_CASH)
  @ApiProperty({ example: 200_000 })
  counted!: number;

  /** Takes a count all the same that is more than 200 of the largest note above what the drawer should hold. */
  @IfGiven()
  @IsBoolean()
  counted_confirmed?: boolean;

  /** The coins and notes that were counted; together they are `counted`. */
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

export class ShiftMemberResponse {
  user_id!: string;
  joined_at!: string;
  joined_by!: string;
  /** Null while they take cash into the drawer. */
  left_at!: string | null;
}

export class ShiftMembersResponse {
  shift_id!: string;
  /** In the order in which they joined; somebody who came back is there again. */
  members!: ShiftMemberResponse[];
}

export class HandoverResponse {
  /** The shift that was counted and ended. */
  ended!: ClosedShiftResponse;
  /** The shift that goes on with the drawer. */
  begun!: ShiftResponse;
}

export const membersResponse = (shiftId: string, members: readonly ShiftMember[]): ShiftMembersResponse => ({
  shift_id: shiftId,
  members: members.map(({ userId, joinedAt, joinedBy, leftAt }) => ({
    user_id: userId,
    joined_at: joinedAt.toISOString(),
    joined_by: joinedBy,
    left_at: leftAt?.toISOString() ?? null,
  })),
});
