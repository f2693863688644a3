import { Body, Controller, Delete, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { type Actor, FLOOR_ROLES, forbidden, ruleBroken, type UserActor } from '#libs/kernel';
import {
  Allow,
  ApiIfMatch,
  ApiProblems,
  CurrentActor,
  CurrentUser,
  ExpectedVersion,
  Idempotent,
  UuidPipe,
  MayNeed,
  Needs,
} from '#libs/platform';

import { AcceptOrder } from '../core/use-cases/accept-order.js';
import { AddOrderItems } from '../core/use-cases/add-order-items.js';
import { CancelOrder } from '../core/use-cases/cancel-order.js';
import { ChangeOrderItemStatus } from '../core/use-cases/change-order-item-status.js';
import { ChangeOrderStatus } from '../core/use-cases/change-order-status.js';
import { RejectOrder } from '../core/use-cases/reject-order.js';
import { VoidOrderItem } from '../core/use-cases/void-order-item.js';
import { VoidOrder } from '../core/use-cases/void-order.js';
import {
  AcceptRequest,
  ApprovalRequest,
  ChangeStatusRequest,
  GroundsRequest,
  ReasonRequest,
  RejectRequest,
  VersionedReasonRequest,
} from './change-order.dto.js';
import { orderResponse, OrderResponse } from './order.dto.js';
import { toWantedLine } from './order-item.dto.js';
import { AddItemsRequest } from './place-order.dto.js';

const STAFF = ['ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER', 'KITCHEN'] as const;
export const toApproval = (approval: ApprovalRequest | undefined) =>
  approval && {
    userId: approval.user_id?.toLowerCase(),
    username: approval.username,
    pin: approval.pin,
    password: approval.password,
  };

/** The life of an order: bumps, rounds, voids. */
@ApiTags('Orders')
@Controller('orders')
export class OrderChangesController {
  constructor(
    private readonly changeStatus: ChangeOrderStatus,
    private readonly changeItemStatus: ChangeOrderItemStatus,
    private readonly addLines: AddOrderItems,
    private readonly voidLine: VoidOrderItem,
    private readonly voiding: VoidOrder,
    private readonly cancel: CancelOrder,
    private readonly accept: AcceptOrder,
    private readonly reject: RejectOrder,
  ) {}

  @Patch(':id/status')
  @ApiIfMatch()
  @Allow(...STAFF)
  @MayNeed('bill.void')
  @ApiOperation({ summary: 'Moves an order on: NEW, ACCEPTED, COOKING, READY, DONE; accepts a HELD one; or voids it' })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async changeOrderStatus(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) orderId: string,
    @Body() body: ChangeStatusRequest,
    @ExpectedVersion() version: number | undefined,
  ): Promise<OrderResponse> {
    if (body.status === 'VOIDED') return this.voidByStatus(actor, orderId, { ...body, version });
    return orderResponse(await this.changeStatus.execute({ actor, orderId, status: body.status, version }));
  }

  @Patch(':id/items/:item_id/status')
  @ApiIfMatch()
  @Allow(...STAFF)
  @MayNeed('line.void_begun')
  @ApiOperation({ summary: 'Moves one line on; the order follows its lines' })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async changeOrderItemStatus(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) orderId: string,
    @Param('item_id', UuidPipe) lineId: string,
    @Body() { status, reason, reason_id: reasonId, approval }: ChangeStatusRequest,
    @ExpectedVersion() version: number | undefined,
  ): Promise<OrderResponse> {
    if (status === 'VOIDED') {
      refuseKitchen(actor);
      const grounds = { reason, reasonId, approval: toApproval(approval), version };
      return orderResponse(await this.voidLine.execute({ actor, orderId, lineId, ...grounds }));
    }
    return orderResponse(await this.changeItemStatus.execute({ actor, orderId, lineId, status, version }));
  }

  @Post(':id/accept')
  @ApiIfMatch()
  @HttpCode(200)
  @Allow(...FLOOR_ROLES)
  @Needs('guest.accept', { thing: 'order', param: 'id' })
  @Idempotent()
  @ApiOperation({
    summary: 'Lets a HELD order go to the kitchen, paid or not',
    description:
      'An order that the kitchen has already stays as it is. `PATCH /orders/:id/status` with ACCEPTED does the same.',
  })
  @ApiProblems(400, 401, 403, 404, 409)
  async acceptOrder(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) orderId: string,
    @Body() _: AcceptRequest,
    @ExpectedVersion() version: number | undefined,
  ): Promise<OrderResponse> {
    return orderResponse(await this.accept.execute({ actor, orderId, version }));
  }

  @Post(':id/reject')
  @ApiIfMatch()
  @HttpCode(200)
  @Allow(...FLOOR_ROLES)
  @Needs('guest.accept', { thing: 'order', param: 'id' })
  @Idempotent()
  @ApiOperation({ summary: 'Turns a HELD order down with a reason: stock and money go back' })
  @ApiProblems(400, 401, 403, 404, 409)
  async rejectOrder(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) orderId: string,
    @Body() { reason }: RejectRequest,
    @ExpectedVersion() version: number | undefined,
  ): Promise<OrderResponse> {
    return orderResponse(await this.reject.execute({ actor, orderId, reason, version }));
  }

  @Post(':id/items')
  @ApiIfMatch()
  @Allow(...STAFF, 'GUEST')
  @Needs('order.take', { thing: 'order', param: 'id' })
  @Idempotent()
  @ApiOperation({ summary: 'Adds lines to an open bill' })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async addOrderItems(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) orderId: string,
    @Body() body: AddItemsRequest,
    @ExpectedVersion() version: number | undefined,
  ): Promise<OrderResponse> {
    const { items, expected_total: expectedTotal } = body;
    const input = { actor, orderId, items: items.map(toWantedLine), expectedTotal, version };
    return orderResponse(await this.addLines.execute(input));
  }

  @Delete(':id/items/:item_id')
  @ApiIfMatch()
  @HttpCode(200)
  @Allow(...FLOOR_ROLES)
  @Needs(['order.edit', 'line.void_begun'], { thing: 'order', param: 'id' })
  @ApiOperation({
    summary: "Takes a line off the bill; once the kitchen has begun, with a reason and a supervisor's approval",
  })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async voidOrderItem(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) orderId: string,
    @Param('item_id', UuidPipe) lineId: string,
    @Body() { reason, reason_id: reasonId, approval }: GroundsRequest,
    @Query() query: ReasonRequest,
    @ExpectedVersion() version: number | undefined,
  ): Promise<OrderResponse> {
    const grounds = { reason: reason ?? query.reason, reasonId, approval: toApproval(approval), version };
    return orderResponse(await this.voidLine.execute({ actor, orderId, lineId, ...grounds }));
  }

  @Post(':id/void')
  @ApiIfMatch()
  @HttpCode(200)
  @Allow(...FLOOR_ROLES)
  @Needs('bill.void', 'BY_USE_CASE')
  @Idempotent()
  @ApiOperation({ summary: 'Voids an order with a reason; a paid one is refunded' })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async voidOrder(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) orderId: string,
    @Body() { reason, reason_id: reasonId, approval }: GroundsRequest,
    @ExpectedVersion() version: number | undefined,
  ): Promise<OrderResponse> {
    if (!reason && !reasonId) throw ruleBroken('REASON_REQUIRED', 'Say why the order is voided: reason.');
    return orderResponse(
      await this.voiding.execute({ actor, orderId, reason, reasonId, approval: toApproval(approval), version }),
    );
  }

  @Patch(':id/cancel')
  @ApiIfMatch()
  @Allow(...FLOOR_ROLES, 'GUEST', 'CUSTOMER')
  @Needs('order.edit', { thing: 'order', param: 'id' })
  @ApiOperation({ summary: 'Cancels an order before it is cooked: stock and money go back' })
  @ApiProblems(400, 401, 403, 404, 409)
  async cancelOrder(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) orderId: string,
    @Body() { reason }: VersionedReasonRequest,
    @ExpectedVersion() version: number | undefined,
  ): Promise<OrderResponse> {
    return orderResponse(await this.cancel.execute({ actor, orderId, reason, version }));
  }

  private async voidByStatus(
    actor: UserActor,
    orderId: string,
    { reason, reason_id: reasonId, approval, version }: ChangeStatusRequest,
  ): Promise<OrderResponse> {
    refuseKitchen(actor);
    return orderResponse(
      await this.voiding.execute({ actor, orderId, reason, reasonId, approval: toApproval(approval), version }),
    );
  }
}

function refuseKitchen({ role }: UserActor): void {
  if (role === 'KITCHEN') throw forbidden('FORBIDDEN', 'The kitchen does not void; ask the floor.');
}
