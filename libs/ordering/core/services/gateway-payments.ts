import { Injectable } from '@nestjs/common';

import { IdentityApi } from '#libs/identity';
import { type Actor, Clock, DomainError, type MinorUnits } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';
import { type OpenedPayment, type Payer, PaymentsApi, type TipGiven } from '#libs/payments';

import { termOf } from '../model/order-expiry.js';
import { type BillPart, payableOf } from '../model/order-payable.js';
import type { OrderState } from '../model/order-state.js';
import { notOffered } from '../model/ordering.errors.js';
import { PaymentTerm } from '../model/payment-term.js';
import { BillParts } from './bill-parts.js';
import { OrderChanges } from './order-changes.js';
import { TipRecipients, type TipWish } from './tip-recipients.js';

export interface GatewayPaymentInput extends TipWish {
  readonly actor: Actor;
  readonly orderId: string;
  readonly method: string;
  /** The share of the bill; all that is due when absent. */
  readonly amount?: MinorUnits;
  readonly part?: BillPart;
  /** A live payment of the bill that this one is in place of. */
  readonly replaces?: string;
  readonly version?: number;
}

/**
 * Opens a payment through a gateway, or shows the live one again. Three steps: the attempt is saved under the order's lock, the gateway is
 * called, what it said is written. A parked bill is taken up again by the attempt.
 */
@Injectable()
export class GatewayPayments {
  constructor(
    private readonly changes: OrderChanges,
    private readonly payments: PaymentsApi,
    private readonly outlets: OutletsApi,
    private readonly identity: IdentityApi,
    private readonly term: PaymentTerm,
    private readonly clock: Clock,
    private readonly parts: BillParts,
    private readonly tips: TipRecipients,
  ) {}

  async open(input: GatewayPaymentInput): Promise<OpenedPayment> {
    const { view } = await this.changes.look(input.actor, input.orderId);
    const { paymentMethods } = await this.outlets.get(view.outletId);
    if (!paymentMethods.includes(input.method)) throw notOffered(paymentMethods);
    this.payments.assertServed(input.method, view.currency);
    const payer = await this.payerOf(view);
    const tip = await this.tips.of(input, input.actor, view);
    try {
      return await this.reserveAndOpen(input, payer, tip);
    } catch (error) {
      // It ended between the two steps, or was made by a call whose answer was lost: the next attempt is another one.
      if (!(error instanceof DomainError) || error.code !== 'PAYMENT_NOT_OPEN') throw error;
      return this.reserveAndOpen(input, payer, tip);
    }
  }

  /** A payment that was opened before, to its payer: what must not be kept is asked for again. */
  async showAgain(actor: Actor, orderId: string, paymentId: string): Promise<OpenedPayment> {
    const { outletId } = (await this.changes.look(actor, orderId)).view;
    return this.payments.show({ paymentId, outletId });
  }

  private async reserveAndOpen(wish: GatewayPaymentInput, payer: Payer | null, tip: TipGiven) {
    const { actor, orderId, method, version, part } = wish;
    const { order, result: paymentId } = await this.changes.change(actor, orderId, { version }, async (locked, act) => {
      await this.changes.takeUp(locked, act);
      const live = part && (await this.parts.liveAlike(locked, wish));
      if (live?.tip === (tip.tip ?? 0)) return live.id;
      // The same pieces with another tip: in place of the payment that is open for them.
      const replaces = live?.id ?? wish.replaces;
      const input = { ...wish, replaces };
      const amount = await this.parts.amountOf(locked, input);
      locked.payable(amount);
      locked.attempted('PENDING', null, act);
      const expiresAt = this.expiryOf(locked.view);
      return this.payments.reserve({
        payable: payableOf(locked),
        due: locked.amountDue,
        amount,
        part,
        replaces,
        ...tip,
        method,
        expiresAt,
        actor,
      });
    });
    return this.payments.open({ paymentId, outletId: order.view.outletId, payer });
  }

  /** A charge for an order that ends when nobody pays is open as long as the order may stay unpaid. */
  private expiryOf(order: OrderState): Date {
    const from = order.type === 'ONLINE' || order.status === 'HELD' ? order.createdAt : this.clock.now();
    return new Date(from.getTime() + termOf(order, this.term.ms));
  }

  private async payerOf({ customerId }: OrderState): Promise<Payer | null> {
    const contact = customerId === null ? null : await this.identity.contactOf(customerId);
    return contact && customerId !== null ? { id: customerId, ...contact } : null;
  }
}
