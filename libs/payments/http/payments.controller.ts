import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { assertOutlet, BusinessCalendar, outletScope, type UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentUser, Idempotent, Needs, periodOf, UuidPipe } from '#libs/platform';

import { PaymentQueries } from '../core/payments.ports.js';
import { CancelPayment } from '../core/use-cases/cancel-payment.js';
import { ConfirmPayment } from '../core/use-cases/confirm-payment.js';
import { RefundPayment } from '../core/use-cases/refund-payment.js';
import { RetenderPayment } from '../core/use-cases/retender-payment.js';
import { SyncPayment } from '../core/use-cases/sync-payment.js';
import {
  PaymentDetailsResponse,
  paymentDetailsResponse,
  PaymentListQuery,
  PaymentPage,
  paymentResponse,
} from './payments.dto.js';
import { RefundRequest, RefundResponse, refundResponse } from './refunds.dto.js';
import { RetenderPaymentRequest } from './retender.dto.js';

/** What `refund_to` takes in the place of `payment.refund`. */
export const REFUND_ELSEWHERE = { field: 'refund_to', key: 'payment.refund_other' } as const;

const STAFF = ['ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER'] as const;

@ApiTags('Payments')
@Controller('payments')
export class PaymentsController {
  constructor(
    private readonly payments: PaymentQueries,
    private readonly refund: RefundPayment,
    private readonly sync: SyncPayment,
    private readonly confirm: ConfirmPayment,
    private readonly cancel: CancelPayment,
    private readonly retender: RetenderPayment,
    private readonly calendar: BusinessCalendar,
  ) {}

  @Get()
  @Allow(...STAFF)
  @ApiOperation({ summary: 'Lists payments, newest first' })
  @ApiProblems(400, 401, 403, 404)
  async listPayments(@CurrentUser() actor: UserActor, @Query() query: PaymentListQuery): Promise<PaymentPage> {
    if (query.outlet_id !== undefined) assertOutlet(actor, query.outlet_id);
    const period = await this.calendar.spansFor(periodOf(query), actor, query.outlet_id);
    const page = await this.payments.page(outletScope(actor), { ...query.toFilter(), period }, query);
    return { ...page, data: page.data.map(paymentResponse) };
  }

  @Get(':id')
  @Allow(...STAFF)
  @ApiOperation({ summary: 'Shows a payment with its refunds' })
  @ApiProblems(400, 401, 403, 404)
  async getPayment(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
  ): Promise<PaymentDetailsResponse> {
    return paymentDetailsResponse(await this.payments.get(outletScope(actor), id));
  }

  @Post(':id/refunds')
  @Allow('KASIR', 'SUPERVISOR', 'ADMIN')
  @Needs('payment.refund', 'BY_USE_CASE', REFUND_ELSEWHERE)
  @Idempotent()
  @ApiOperation({
    summary:
      'Refunds a payment or a part of it: cash out of the drawer of your open shift, the rest through its gateway',
    description:
      'Say an `amount`, or which `items` of the bill: these cost their share of it, discounts, tax, service and shipping included, and whatever a bill is split into sums to it exactly. Items that a station has and nobody began to make leave the kitchen, and go into stock again unless `restock` says otherwise; what no station makes goes into stock again when `restock` says so. Cash is given in multiples of the smallest coin (`rounding` tells the difference, and the last refund takes the remainder), and never more than the drawer holds (409 `DRAWER_TOO_LOW`). What was paid by a tender goes back by hand, the same way, with a `reference` of its own. `refund_to` gives it back in cash or by another tender (`payment.refund_other`): the drawer or tender that gave it counts it, and of what no coins make, less than a coin stays to be given back as it came. A tip stays where it is unless `tip` says how much of it goes back as well.',
  })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async refundPayment(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) paymentId: string,
    @Body() body: RefundRequest,
  ): Promise<RefundResponse> {
    return refundResponse(await this.refund.execute({ actor, paymentId, ...body.toWishes() }));
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @Allow(...STAFF)
  @Idempotent()
  @ApiOperation({ summary: 'Says that the money of a payment by tender was seen: a transfer in the bank, for one' })
  @ApiProblems(400, 401, 403, 404, 409)
  async confirmPayment(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) paymentId: string,
  ): Promise<PaymentDetailsResponse> {
    return paymentDetailsResponse(await this.confirm.execute({ actor, paymentId }));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Allow(...STAFF)
  @Idempotent()
  @ApiOperation({ summary: 'Says that the money of a payment by tender did not come: its share of the bill is free' })
  @ApiProblems(400, 401, 403, 404, 409)
  async cancelPayment(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) paymentId: string,
  ): Promise<PaymentDetailsResponse> {
    return paymentDetailsResponse(await this.cancel.execute({ actor, paymentId }));
  }

  @Post(':id/retender')
  @HttpCode(200)
  @Allow('KASIR', 'SUPERVISOR', 'ADMIN')
  @Needs('payment.retender', 'BY_USE_CASE')
  @Idempotent()
  @ApiOperation({
    summary: 'Puts right what a payment was recorded as having been paid by',
    description:
      'The wrong button was pressed: cash that came by the card terminal, for one. The bill does not change. As long as the shift that took it is open its drawer has the cash more or less (`CORRECTION`); after its Z the outlet’s next Z tells it under `late_adjustments`. What a gateway charged, what nobody has seen yet, and what something went back of is 409 `PAYMENT_FIXED`.',
  })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async retenderPayment(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) paymentId: string,
    @Body() { method, tender_id, reference, last4, card_type, reason, approval }: RetenderPaymentRequest,
  ): Promise<PaymentDetailsResponse> {
    const tenderId = tender_id?.toLowerCase();
    const how = { method, tenderId, reference, last4, cardType: card_type };
    const consent = approval && { ...approval, userId: approval.user_id };
    return paymentDetailsResponse(await this.retender.execute({ actor, paymentId, ...how, reason, approval: consent }));
  }

  @Post(':id/sync')
  @HttpCode(200)
  @Allow(...STAFF)
  @ApiOperation({ summary: 'Asks the gateway for the truth of a payment and its refunds, and applies it' })
  @ApiProblems(400, 401, 403, 404, 503)
  async syncPayment(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) paymentId: string,
  ): Promise<PaymentDetailsResponse> {
    return paymentDetailsResponse(await this.sync.execute({ actor, paymentId }));
  }
}
