import { ApiProperty } from '@nestjs/swagger';

import { ORDER_STATUSES, type OrderStatus } from '../core/model/order-words.js';
import { KITCHEN_ACTS, type KitchenAct, type KitchenMove } from '../core/model/ticket.js';

/** Who did it: a user, a guest's table session, or Comanda itself. */
export class KitchenActorResponse {
  kind!: 'user' | 'guest' | 'system';
  id!: string | null;
  role!: string | null;
}

export class TicketMoveResponse {
  id!: string;
  @ApiProperty({ enum: KITCHEN_ACTS, enumName: 'KitchenAct' })
  act!: KitchenAct;
  /** The line; null for what was done to the whole ticket. */
  line_id!: string | null;
  order_id!: string;
  /** Signed: pieces that came to the line, or left it. */
  pieces!: number | null;
  @ApiProperty({ enum: ORDER_STATUSES, enumName: 'OrderStatus', nullable: true })
  from!: OrderStatus | null;
  @ApiProperty({ enum: ORDER_STATUSES, enumName: 'OrderStatus', nullable: true })
  to!: OrderStatus | null;
  actor!: KitchenActorResponse;
  reason!: string | null;
  at!: string;
}

export class TicketHistoryResponse {
  data!: TicketMoveResponse[];
}

export const historyResponse = (moves: readonly KitchenMove[]): TicketHistoryResponse => ({
  data: moves.map((move) => ({
    id: move.id,
    act: move.act,
    line_id: move.lineId,
    order_id: move.orderId,
    pieces: move.pieces,
    from: move.from,
    to: move.to,
    actor: { kind: move.actor.kind, id: move.actor.id, role: move.actor.role },
    reason: move.reason,
    at: move.at.toISOString(),
  })),
});
