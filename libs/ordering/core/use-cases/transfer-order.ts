import { Injectable } from '@nestjs/common';

import { UnitOfWork, type UserActor } from '#libs/kernel';
import { TablesApi } from '#libs/tables';

import type { Order } from '../model/order.js';
import { OrderRepository } from '../ordering.ports.js';
import { MoveTableSession } from './move-table-session.js';
import { OrderChanges } from '../services/order-changes.js';

export interface TransferOrderInput {
  readonly actor: UserActor;
  readonly orderId: string;
  readonly tableId: string;
  readonly reason?: string;
  readonly version?: number;
}

/**
 * The guests moved: their bill follows them, into the sitting of the other table if somebody sits there. The only open bill of a sitting takes
 * the sitting along, phones and all. One of several goes alone: the phones of its sitting are told, and who went with it finds it by scanning
 * the other table's code.
 */
@Injectable()
export class TransferOrder {
  constructor(
    private readonly changes: OrderChanges,
    private readonly tables: TablesApi,
    private readonly orders: OrderRepository,
    private readonly sittings: MoveTableSession,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute(input: TransferOrderInput): Promise<Order> {
    const { actor, orderId, tableId, reason, version } = input;
    const { outletId, tableSessionId } = (await this.changes.look(actor, orderId)).view;
    const sitting = tableSessionId === null ? null : await this.tables.openById(outletId, tableSessionId);
    const open = sitting ? await this.orders.openOfSession(outletId, sitting.id) : [];
    return this.unitOfWork.run(async () => {
      const orderVersion = { orderId, version };
      if (sitting && open.length === 1 && open[0] === orderId) {
        const { orders } = await this.sittings.execute({
          actor,
          sessionId: sitting.id,
          tableId,
          join: true,
          reason,
          orderVersion,
        });
        const moved = orders.find(({ view }) => view.id === orderId);
        if (moved) return moved;
      }
      return this.alone(input, outletId, sitting !== null);
    });
  }

  /** Sittings are locked before bills. */
  private async alone(input: TransferOrderInput, outletId: string, hasSitting: boolean): Promise<Order> {
    const { actor, orderId, tableId, reason, version } = input;
    const table = await this.tables.table(outletId, tableId);
    const isTaken = hasSitting || (await this.tables.sessionAt(outletId, tableId)) !== null;
    const sessionId = isTaken ? (await this.tables.sitDown(actor, outletId, tableId)).id : null;
    const { order } = await this.changes.change(actor, orderId, { reason, version }, async (locked, act) => {
      locked.transfer({ id: table.id, name: table.name, sessionId }, act);
      await this.changes.trace('order.transferred', locked, act, { to_table: table.name });
    });
    return order;
  }
}
