import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import type { UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentUser, Idempotent, MayNeed, Needs, UuidPipe } from '#libs/platform';

import { AuditShift } from '../core/use-cases/audit-shift.js';
import { EndShift } from '../core/use-cases/end-shift.js';
import { AuditShiftRequest, EndShiftRequest } from './shift-audit.dto.js';
import { approvalOf, closedShiftResponse, declarationsOf } from './shift.responses.js';
import { ClosedShiftResponse } from './shifts.dto.js';

/** A shift that is closed in two steps. */
@ApiTags('Shifts')
@ApiBearerAuth()
@Controller('shifts/:id')
export class ShiftAuditsController {
  constructor(
    private readonly end: EndShift,
    private readonly audit: AuditShift,
  ) {}

  @Post('end')
  @HttpCode(200)
  @Allow('KASIR', 'SUPERVISOR', 'ADMIN')
  @MayNeed('drawer.audit')
  @Idempotent()
  @ApiOperation({
    summary: 'Counts the drawer, and stops all payments into it: somebody else audits the count',
    description:
      'The shift is `ENDED`. What it should have held stays hidden from its cashier until it is audited. Where the outlet closes in two steps (`close: TWO_STEP`), `POST /shifts/close` does the same.',
  })
  @ApiProblems(400, 401, 403, 404, 409, 413, 415, 422)
  async endShift(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) shiftId: string,
    @Body() body: EndShiftRequest,
  ): Promise<ClosedShiftResponse> {
    const { shift, expectedCash } = await this.end.execute({
      actor,
      shiftId,
      endCash: body.counted,
      isConfirmed: body.counted_confirmed,
      denominations: body.denominations?.map(({ value, count }) => ({ value, count })),
      declared: declarationsOf(body.declared),
      note: body.note ?? undefined,
      approval: approvalOf(body.approval),
    });
    return closedShiftResponse(actor, shift, expectedCash);
  }

  @Post('audit')
  @HttpCode(200)
  @Allow('SUPERVISOR', 'ADMIN')
  @Needs('drawer.audit', 'BY_USE_CASE')
  @Idempotent()
  @ApiOperation({
    summary: 'Closes a shift that somebody else counted, and has its Z report made',
    description: 'With `recount` what you counted stands in place of the first count, which the Z keeps beside it.',
  })
  @ApiProblems(400, 401, 403, 404, 409, 413, 415, 422)
  async auditShift(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) shiftId: string,
    @Body() { recount, recount_confirmed: isConfirmed, note }: AuditShiftRequest,
  ): Promise<ClosedShiftResponse> {
    const { shift, expectedCash } = await this.audit.execute({ actor, shiftId, recount, isConfirmed, note });
    return closedShiftResponse(actor, shift, expectedCash);
  }
}
