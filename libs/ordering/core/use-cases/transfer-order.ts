import { Injectable } from '@nestjs/common';

import type { UserActor } from '#libs/kernel';
import { TablesApi } from '#libs/tables';

import type { Order } from '../order.js';
import { OrderDesk } from './order-desk.js';

export interface TransferOrderInput {
  readonly actor: UserActor;
  readonly orderId: string;
  readonly tableId: string;
  readonly reason?: string;
  readonly version?: number;
}

/** The guests moved: their bill follows them, to the open session of the other table if somebody sits there. */
@Injectable()
export class TransferOrder {
  constructor(
    private readonly desk: OrderDesk,
    private readonly tables: TablesApi,
  ) {}

  async execute({ actor, orderId, tableId, reason, version }: TransferOrderInput): Promise<Order> {
    const { outletId } = (await this.desk.look(actor, orderId)).view;
    const table = await this.tables.table(outletId, tableId);
    const session = await this.tables.sessionAt(outletId, tableId);
    const { order } = await this.desk.change(actor, orderId, { reason, version }, async (locked, act) => {
      locked.transfer({ id: table.id, name: table.name, sessionId: session?.id ?? null }, act);
      await this.desk.trace('order.transferred', locked, act, { to_table: table.name });
    });
    return order;
  }
}
