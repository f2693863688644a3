import { Injectable } from '@nestjs/common';

import { actorRef, Clock, UnitOfWork } from '#libs/kernel';

import type { LineMove, LineMoves } from '../kitchen-work.js';
import type { Order } from '../model/order.js';
import type { Act } from '../model/order-state.js';
import { orderNotFound } from '../model/ordering.errors.js';
import { OrderRepository, orderScope } from '../ordering.ports.js';

/** The kitchen moves lines of one or several orders: all of them, or none. */
@Injectable()
export class MoveLines {
  constructor(
    private readonly orders: OrderRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  execute({ actor, outletId, orderIds, decide }: LineMoves): Promise<void> {
    return this.unitOfWork.run(async () => {
      const locked = new Map<string, Order>();
      const scope = { ...orderScope(actor), outlets: [outletId] };
      for (const id of [...new Set(orderIds)].sort()) locked.set(id, await this.orders.lock(id, scope));
      const moves = await decide();
      const act = { actor: actorRef(actor), at: this.clock.now() };
      for (const move of moves) {
        const order = locked.get(move.orderId);
        if (!order) throw orderNotFound();
        apply(order, move, act);
      }
      for (const order of locked.values()) await this.orders.save(order);
    });
  }
}

function apply(order: Order, move: LineMove, act: Act): void {
  if ('to' in move) order.advanceLine(move.itemId, move.to, act);
  else order.recallLine(move.itemId, move.recallTo, act);
}
