import { Injectable } from '@nestjs/common';

import type { Approval } from '#libs/identity';
import type { UserActor } from '#libs/kernel';
import { PaymentsApi } from '#libs/payments';

import { payableOf } from '../order-payable.js';
import type { Order } from '../order.js';
import { OrderDesk } from './order-desk.js';

export interface VoidOrderInput {
  readonly actor: UserActor;
  readonly orderId: string;
  readonly reason?: string;
  readonly approval?: Approval;
}

/** Ends an order unserved: stock back or written off, money back, kitchen told. After the kitchen began it takes a supervisor. */
@Injectable()
export class VoidOrder {
  constructor(
    private readonly desk: OrderDesk,
    private readonly payments: PaymentsApi,
  ) {}

  async execute({ actor, orderId, reason, approval }: VoidOrderInput): Promise<Order> {
    const seen = await this.desk.look(actor, orderId);
    const { outletId } = seen.view;
    const early = needsSupervisor(seen) || approval ? await this.desk.approve(actor, outletId, approval) : null;
    const { order } = await this.desk.change(actor, orderId, { reason }, async (locked, act) => {
      if (locked.view.status === 'VOIDED') return;
      const approvedBy = needsSupervisor(locked) && !early ? await this.desk.approve(actor, outletId, approval) : early;
      const grounded = { ...act, approvedBy };
      const freed = locked.void(grounded);
      const payable = payableOf(locked);
      const refunded = await this.payments.refundAll({ payable, reason: reason ?? 'void', actor });
      locked.refunded(refunded, grounded);
      await this.desk.release(locked, freed, grounded);
      await this.desk.trace('order.voided', locked, grounded, { refunded });
    });
    return order;
  }
}

/** A cashier alone may void what nobody has begun and nobody has paid. */
const needsSupervisor = ({ view, hasBegun }: Order): boolean =>
  view.status !== 'VOIDED' && view.status !== 'DONE' && (hasBegun || view.paidAmount > 0);
