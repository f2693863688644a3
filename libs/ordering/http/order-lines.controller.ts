import { Body, Controller, Param, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { type Actor, FLOOR_ROLES, invalid } from '#libs/kernel';
import {
  Allow,
  ApiIfMatch,
  ApiProblems,
  CurrentActor,
  ExpectedVersion,
  Idempotent,
  Needs,
  UuidPipe,
} from '#libs/platform';

import { ChangeOrderItem } from '../core/use-cases/change-order-item.js';
import { RepeatOrder } from '../core/use-cases/repeat-order.js';
import { orderResponse, OrderResponse } from './order.dto.js';
import { toApproval } from './order-changes.controller.js';
import { toWantedModifier } from './order-item.dto.js';
import { ChangeLineRequest, RepeatedOrderResponse, RepeatRequest } from './order-lines.dto.js';

/** The lines of an open bill, as the floor changes them. */
@ApiTags('Orders')
@Controller('orders')
export class OrderLinesController {
  constructor(
    private readonly changing: ChangeOrderItem,
    private readonly repeating: RepeatOrder,
  ) {}

  @Post(':id/repeat')
  @ApiIfMatch()
  @Allow(...FLOOR_ROLES, 'GUEST')
  @Needs('order.take', { thing: 'order', param: 'id' })
  @Idempotent()
  @ApiOperation({
    summary: 'Orders a round of an open bill once more, at today’s prices',
    description: 'What cannot be had again is in `skipped` with the code of its refusal; the rest is on the bill.',
  })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async repeatOrder(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) orderId: string,
    @Body() { round, item_ids }: RepeatRequest,
    @ExpectedVersion() version: number | undefined,
  ): Promise<RepeatedOrderResponse> {
    if (round !== undefined && item_ids !== undefined) {
      throw invalid('REPEAT_WHAT', 'Send either round or item_ids.');
    }
    const itemIds = item_ids?.map((id) => id.toLowerCase());
    const wanted = { ...(round !== undefined && { round }), ...(itemIds && { itemIds }) };
    const { order, skipped } = await this.repeating.execute({ actor, orderId, ...wanted, ...(version && { version }) });
    return {
      ...orderResponse(order),
      skipped: skipped.map(({ itemId, name, code }) => ({ item_id: itemId, name, code })),
    };
  }

  @Patch(':id/items/:item_id')
  @ApiIfMatch()
  @Allow(...FLOOR_ROLES, 'GUEST')
  @Needs(['order.edit', 'line.void_begun'], { thing: 'order', param: 'id' })
  @Idempotent()
  @ApiOperation({
    summary: 'Changes a line of an open bill: its pieces, its note, its modifiers, its seat and course',
    description:
      'More of what a station makes is a line of its own, which the kitchen gets as another round. Fewer of what it has begun are void: with a reason and ' +
      "a supervisor's approval. A note and modifiers change until the kitchen begins. A guest changes what still waits for a yes of the staff.",
  })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async changeOrderItem(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) orderId: string,
    @Param('item_id', UuidPipe) lineId: string,
    @Body() body: ChangeLineRequest,
    @ExpectedVersion() version: number | undefined,
  ): Promise<OrderResponse> {
    const {
      quantity_delta: delta,
      quantity,
      note,
      modifiers,
      seat,
      course,
      reason,
      reason_id: reasonId,
      item_version: itemVersion,
      approval,
    } = body;
    if (delta !== undefined && quantity !== undefined) {
      throw invalid('CHANGE_HOW', 'Send either quantity_delta (more or fewer) or quantity (so many in all).');
    }
    if ([delta, quantity, note, modifiers, seat, course].every((one) => one === undefined)) {
      throw invalid(
        'CHANGE_WHAT',
        'Say what of the line changes: quantity_delta, quantity, note, modifiers, seat or course.',
      );
    }
    return orderResponse(
      await this.changing.execute({
        actor,
        orderId,
        lineId,
        ...(delta !== undefined && { delta }),
        ...(quantity !== undefined && { quantity }),
        ...(itemVersion !== undefined && { itemVersion }),
        ...(seat !== undefined && { seat }),
        ...(course !== undefined && { course }),
        ...(note !== undefined && { note: note || null }),
        modifiers: modifiers?.map(toWantedModifier),
        reason,
        reasonId,
        approval: toApproval(approval),
        version,
      }),
    );
  }
}
