import { Injectable } from '@nestjs/common';

import { CartApi } from '#libs/cart';
import { actorRef, Clock, UnitOfWork, type UserActor } from '#libs/kernel';
import { type MovedTableSession, TablesApi } from '#libs/tables';

import { isOpenBill } from '../model/order-money.js';
import type { Order } from '../model/order.js';
import type { Act } from '../model/order-state.js';
import { OrderRepository } from '../ordering.ports.js';
import { OrderChanges } from '../services/order-changes.js';

export interface MoveTableSessionInput {
  readonly actor: UserActor;
  readonly sessionId: string;
  readonly tableId: string;
  /** Sit down with whoever is there. */
  readonly join?: boolean;
  readonly reason?: string;
  /** The version that the caller has seen of one of its bills. */
  readonly orderVersion?: { readonly orderId: string; readonly version?: number };
}

export interface MovedSitting {
  readonly session: MovedTableSession;
  /** The bills that went along. */
  readonly orders: readonly Order[];
}

/**
 * A party changes tables: its sitting, its phones, what these have put together, and its open bills, in one transaction. Sittings are locked before bills, as whoever places
 * an order does. Of a sitting that joins another the bills that are over go along too: its phones see all that they had.
 */
@Injectable()
export class MoveTableSession {
  constructor(
    private readonly tables: TablesApi,
    private readonly carts: CartApi,
    private readonly orders: OrderRepository,
    private readonly changes: OrderChanges,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  execute({
    actor,
    sessionId,
    tableId,
    join = false,
    reason,
    orderVersion,
  }: MoveTableSessionInput): Promise<MovedSitting> {
    return this.unitOfWork.run(async () => {
      const session = await this.tables.moveSession({ actor, sessionId, tableId, join });
      if (!session.isMoved) return { session, orders: [] };
      const { from } = session;
      const at = this.clock.now();
      if (session.to.id !== from.id) {
        await this.carts.joinTables({ outletId: from.outletId, from: from.id, into: session.to.id }, at);
      }
      const act = { actor: actorRef(actor), at, reason };
      const orders = await this.orders.lockOfSession(from.outletId, from.id);
      for (const order of orders) {
        if (order.view.id === orderVersion?.orderId) order.assertVersion(orderVersion.version);
        take(order, session, act);
        await this.orders.save(order);
        await this.changes.trace('order.transferred', order, act, { to_table: session.to.tableName });
      }
      return { session, orders };
    });
  }
}

function take(order: Order, { to }: MovedTableSession, act: Act): void {
  if (isOpenBill(order.view)) {
    order.transfer({ id: to.tableId, name: to.tableName, sessionId: to.id }, act, { withSitting: true });
  } else {
    order.joinSitting(to.id, act);
  }
}
