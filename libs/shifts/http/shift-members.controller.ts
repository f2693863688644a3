import { Body, Controller, Delete, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import type { UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentUser, Idempotent, MayNeed, UuidPipe } from '#libs/platform';

import { AddShiftMember } from '../core/use-cases/add-shift-member.js';
import { HandOverShift } from '../core/use-cases/hand-over-shift.js';
import { RemoveShiftMember } from '../core/use-cases/remove-shift-member.js';
import { approvalOf, closedShiftResponse, declarationsOf, shiftResponse } from './shift.responses.js';
import {
  HandoverResponse,
  HandOverShiftRequest,
  LeaveShiftQuery,
  membersResponse,
  ShiftMemberRequest,
  ShiftMembersResponse,
} from './shift-members.dto.js';

@ApiTags('Shifts')
@ApiBearerAuth()
@Controller('shifts/:id')
export class ShiftMembersController {
  constructor(
    private readonly add: AddShiftMember,
    private readonly remove: RemoveShiftMember,
    private readonly handOver: HandOverShift,
  ) {}

  @Post('members')
  @HttpCode(200)
  @Allow('KASIR', 'WAITER', 'SUPERVISOR', 'ADMIN')
  @MayNeed('drawer.join')
  @Idempotent()
  @ApiOperation({ summary: "Lets somebody take cash into a colleague's drawer, under their own name" })
  @ApiProblems(400, 401, 403, 404, 409, 413, 415, 422)
  async addShiftMember(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
    @Body() body: ShiftMemberRequest,
  ): Promise<ShiftMembersResponse> {
    const approval = approvalOf(body.approval);
    const userId = body.user_id?.toLowerCase();
    return membersResponse(id, await this.add.execute({ actor, shiftId: id, userId, approval }));
  }

  @Delete('members')
  @Allow('KASIR', 'WAITER', 'SUPERVISOR', 'ADMIN')
  @ApiOperation({ summary: "Ends somebody's part in a drawer; what they took stays in its shift" })
  @ApiProblems(400, 401, 403, 404, 409)
  async removeShiftMember(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
    @Query() query: LeaveShiftQuery,
  ): Promise<ShiftMembersResponse> {
    const userId = query.user_id?.toLowerCase();
    return membersResponse(id, await this.remove.execute({ actor, shiftId: id, userId }));
  }

  @Post('handover')
  @Allow('KASIR', 'SUPERVISOR', 'ADMIN')
  @MayNeed('drawer.audit')
  @Idempotent()
  @ApiOperation({ summary: 'Counts the drawer, ends its shift, and begins the next cashier’s with what was counted' })
  @ApiProblems(400, 401, 403, 404, 409, 413, 415, 422)
  async handOverShift(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
    @Body() body: HandOverShiftRequest,
  ): Promise<HandoverResponse> {
    const { ended, begun } = await this.handOver.execute({
      actor,
      shiftId: id,
      toUserId: body.to_user_id.toLowerCase(),
      endCash: body.counted,
      isConfirmed: body.counted_confirmed,
      denominations: body.denominations?.map(({ value, count }) => ({ value, count })),
      declared: declarationsOf(body.declared),
      note: body.note ?? undefined,
      approval: approvalOf(body.approval),
    });
    return {
      ended: closedShiftResponse(actor, ended.shift, ended.expectedCash),
      begun: shiftResponse(actor, { ...begun, expectedCash: begun.startCash, reportNumber: null }),
    };
  }
}
