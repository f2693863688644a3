import { Type } from 'class-transformer';
import { IsBoolean, IsInt, IsObject, Max, Min, ValidateNested } from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';

import { IfGiven, IsId } from '#libs/platform';

import type { ShiftMember } from '../core/model/shift-member.js';
import { MOST_CASH } from '../core/model/shift.js';
import { CloseApprovalRequest, ShiftCountRequest } from './shift-count.dto.js';
import { ClosedShiftResponse, ShiftResponse } from './shifts.dto.js';

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

export class HandOverShiftRequest extends ShiftCountRequest {
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
