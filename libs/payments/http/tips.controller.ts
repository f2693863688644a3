import { Body, Controller, Param, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import type { UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentUser, Idempotent, Needs, UuidPipe } from '#libs/platform';

import { EditPaymentTip } from '../core/use-cases/edit-payment-tip.js';
import { ShareTips } from '../core/use-cases/share-tips.js';
import { PaymentDetailsResponse, paymentDetailsResponse } from './payments.dto.js';
import { EditPaymentTipRequest, ShareTipsRequest, TipDistributionResponse } from './tips.dto.js';

@ApiTags('Payments')
@Controller()
export class TipsController {
  constructor(
    private readonly edit: EditPaymentTip,
    private readonly share: ShareTips,
  ) {}

  @Patch('payments/:id/tip')
  @Allow('ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER')
  @Needs('tip.edit', { thing: 'payment', param: 'id' })
  @ApiOperation({
    summary: 'Writes the tip of what was paid in cash or by a tender, until the shift that took it has ended',
  })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async editPaymentTip(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) paymentId: string,
    @Body() { tip, tip_to, tip_confirmed: isTipConfirmed }: EditPaymentTipRequest,
  ): Promise<PaymentDetailsResponse> {
    const tipTo = tip_to?.toLowerCase() ?? tip_to;
    return paymentDetailsResponse(await this.edit.execute({ actor, paymentId, tip, tipTo, isTipConfirmed }));
  }

  @Post('tips/distributions')
  @Allow('ADMIN', 'SUPERVISOR')
  @Needs('tip.share', { body: 'outlet_id' })
  @Idempotent()
  @ApiOperation({
    summary: 'Gives the pool of tips of some days of business to people, by points',
    description: 'All that is left of these days is given, to the unit; a second time takes what came since.',
  })
  @ApiProblems(400, 401, 403, 404, 422)
  async shareTips(
    @CurrentUser() actor: UserActor,
    @Body() { outlet_id: outletId, from, to, shares }: ShareTipsRequest,
  ): Promise<TipDistributionResponse> {
    const people = shares.map(({ user_id, points }) => ({ userId: user_id.toLowerCase(), points }));
    return TipDistributionResponse.from(await this.share.execute({ actor, outletId, from, to, shares: people }));
  }
}
