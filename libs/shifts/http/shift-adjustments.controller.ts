import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import type { UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentUser, Idempotent, Needs, UuidPipe } from '#libs/platform';

import { AdjustShift } from '../core/use-cases/adjust-shift.js';
import { AdjustShiftRequest, ShiftAdjustmentResponse } from './shift-adjustments.dto.js';

@ApiTags('Shifts')
@ApiBearerAuth()
@Controller('shifts/:id/adjustments')
export class ShiftAdjustmentsController {
  constructor(private readonly adjust: AdjustShift) {}

  @Post()
  @Allow('SUPERVISOR', 'ADMIN')
  @Needs('drawer.adjust', 'BY_USE_CASE')
  @Idempotent()
  @ApiOperation({
    summary: 'Keeps money that was found or missed after the Z of a shift',
    description:
      'A Z never changes: the next one of the outlet tells of it under `late_adjustments`, with the number of the old one. It is in no total. What was kept by mistake is taken back by another one.',
  })
  @ApiProblems(400, 401, 403, 404, 409, 413, 415, 422)
  async adjustShift(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) shiftId: string,
    @Body() { method, tender_id, amount, payment_id, reason }: AdjustShiftRequest,
  ): Promise<ShiftAdjustmentResponse> {
    const about = { tenderId: tender_id?.toLowerCase(), paymentId: payment_id?.toLowerCase() };
    return ShiftAdjustmentResponse.from(
      await this.adjust.execute({ actor, shiftId, method, amount, reason, ...about }),
    );
  }
}
