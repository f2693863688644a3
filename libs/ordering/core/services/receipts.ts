import { Injectable } from '@nestjs/common';

import { IdentityApi } from '#libs/identity';
import { type Actor, type ActorRef, STAFF_ROLES, sum } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';
import { PaymentsApi, type PaymentView } from '#libs/payments';

import type { Order } from '../model/order.js';
import { OrderRepository, orderScope, type OrderScope } from '../ordering.ports.js';
import { capturedOf, type ReceiptSources } from '../model/receipt-sources.js';

const READS = 3;

/** What the receipt of an order is made of, as it stands now. Throws `ORDER_NOT_FOUND` (404). */
@Injectable()
export class Receipts {
  constructor(
    private readonly orders: OrderRepository,
    private readonly payments: PaymentsApi,
    private readonly outlets: OutletsApi,
    private readonly identity: IdentityApi,
  ) {}

  async sourcesOf({ actor, orderId }: { actor: Actor; orderId: string }): Promise<ReceiptSources> {
    const scope = orderScope(actor);
    const { order, payments } = await this.read(orderId, scope);
    const outlet = await this.outlets.get(order.view.outletId);
    const servedBy = staffId(order.view.placedBy);
    const cashier = capturedOf(payments).findLast(({ shiftId }) => shiftId !== null)?.createdBy ?? null;
    const ids = [servedBy, cashier].filter((id) => id !== null);
    const names = ids.length > 0 ? await this.identity.namesOf([...new Set(ids)]) : NOBODY;
    return {
      order: order.view,
      lines: order.lines,
      outlet,
      payments,
      servedBy: (servedBy && names.get(servedBy)) ?? null,
      cashier: (cashier && names.get(cashier)) ?? null,
    };
  }

  /** Money may come in between the two reads; then both are read again, so that what is paid and what is due agree. */
  private async read(orderId: string, scope: OrderScope): Promise<{ order: Order; payments: PaymentView[] }> {
    for (let left = READS; ; left--) {
      const order = await this.orders.get(orderId, scope);
      const payments = await this.payments.ofPayable(order.view.outletId, orderId);
      const paid = sum(capturedOf(payments).map((payment) => payment.amount));
      if (paid === order.view.paidAmount || left === 1) return { order, payments };
    }
  }
}

const NOBODY: ReadonlyMap<string, string> = new Map();

/** Customers and guests have names too, which are nobody's business on paper. */
const staffId = ({ kind, id, role }: ActorRef): string | null =>
  kind === 'user' && STAFF_ROLES.some((staff) => staff === role) ? id : null;
