import { Injectable } from '@nestjs/common';

import { Clock, EventLog, outletScope, UnitOfWork, type UserActor } from '#libs/kernel';

import { BillPrinted } from '../model/ordering.events.js';
import { BillPrints, OrderRepository } from '../ordering.ports.js';

/** Somebody says that they have handed a bill over on paper. It counts until the bill is another. */
@Injectable()
export class TellBillPrinted {
  constructor(
    private readonly orders: OrderRepository,
    private readonly prints: BillPrints,
    private readonly events: EventLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Answers when. Throws `ORDER_NOT_FOUND` (404). */
  execute({ actor, orderId }: { readonly actor: UserActor; readonly orderId: string }): Promise<Date> {
    return this.unitOfWork.run(async () => {
      const { view, lines } = await this.orders.lock(orderId, { outlets: outletScope(actor) });
      const { outletId, tableSessionId: sessionId, totalAmount } = view;
      const printedAt = this.clock.now();
      const lastPosition = Math.max(0, ...lines.map(({ position }) => position));
      await this.prints.put({ outletId, orderId, printedAt, lastPosition, totalAmount });
      const payload = {
        id: orderId,
        order_id: orderId,
        number: view.number,
        table_session_id: sessionId,
        printed_at: printedAt.toISOString(),
      };
      await this.events.append([BillPrinted.of({ outletId, sessionId, payload })]);
      return printedAt;
    });
  }
}
