import { Injectable } from '@nestjs/common';

import { type Actor, actorRef, AuditLog, Clock, UnitOfWork } from '#libs/kernel';
import { type ReasonKind, ReasonsApi } from '#libs/outlets';

import type { Order } from '../model/order.js';
import type { Act, FreedStock } from '../model/order-state.js';
import { OrderRepository, orderScope } from '../ordering.ports.js';
import { type Consent, type ConsentRequest, OrderConsents } from './order-consents.js';
import { OrderReleases } from './order-releases.js';
import { ParkedBills } from './parked-bills.js';

/** Why, and by whose leave, somebody changes a bill. */
export interface Grounds {
  /** The version of the order that the change is meant for; any when absent. */
  readonly version?: number;
  readonly reason?: string;
  /** The reason of the outlet's that `reason` says. */
  readonly reasonId?: string;
  readonly approvedBy?: string | null;
}

/** Why somebody changes a bill: in words of their own, by one of the outlet's reasons, or both. */
export interface GivenReason {
  readonly reason?: string;
  readonly reasonId?: string;
}

/** What every change of an order has in common: lock it, change it, write it back, give back what came free, leave a trace. */
@Injectable()
export class OrderChanges {
  constructor(
    private readonly orders: OrderRepository,
    private readonly consents: OrderConsents,
    private readonly releases: OrderReleases,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly reasons: ReasonsApi,
    private readonly parked: ParkedBills,
  ) {}

  /** The order as it is now, without a lock: for what must be known before the transaction. */
  look(actor: Actor, orderId: string): Promise<Order> {
    return this.orders.get(orderId, orderScope(actor));
  }

  /**
   * Runs `change` on the locked order, in one transaction with whatever else it writes, and saves it if it changed. Throws
   * `VERSION_CONFLICT` (409) for an order that is another version than is meant.
   */
  async change<T>(
    actor: Actor,
    orderId: string,
    { version, ...grounds }: Grounds,
    change: (order: Order, act: Act) => Promise<T> | T,
  ): Promise<{ order: Order; result: T }> {
    return this.unitOfWork.run(async () => {
      const order = await this.orders.lock(orderId, orderScope(actor));
      order.assertVersion(version);
      const act = { actor: actorRef(actor), at: this.clock.now(), ...grounds };
      const result = await change(order, act);
      await this.orders.save(order);
      return { order, result };
    });
  }

  /** Why it is done, as its history will tell it. Throws what `ReasonsApi.wordsOf` does. Before the transaction. */
  async reasonOf(
    { view }: Order,
    { reason, reasonId }: GivenReason,
    ...kinds: readonly [ReasonKind, ...ReasonKind[]]
  ): Promise<GivenReason> {
    if (reasonId === undefined) return { reason };
    return { reason: await this.reasons.wordsOf({ outletId: view.outletId, reasonId, kinds, note: reason }), reasonId };
  }

  /** The consent that a change takes. Slow (a password check): before the transaction wherever possible. */
  consent(request: ConsentRequest): Promise<Consent> {
    return this.consents.ask(request);
  }

  /** The id of whoever stands behind a change of the locked order: asked for anew when what it is for has changed meanwhile. */
  confirm(consent: Consent, request: ConsentRequest): Promise<string | null> {
    return this.consents.confirm(consent, request);
  }

  /**
   * Gives freed stock back, or writes it off; of an order that has ended, or is too small for its coupon now, the use of that too.
   * Whoever ends an order or takes lines off it calls it, with whatever came free.
   */
  async release(order: Order, freed: readonly FreedStock[], act: Act): Promise<void> {
    await this.releases.release({ order, freed, act });
  }

  /** Takes a parked bill up again, before whatever is done next with it: {@link ParkedBills.takeUp}. */
  takeUp(order: Order, act: Act): Promise<boolean> {
    return this.parked.takeUp(order, act);
  }

  async trace(action: string, order: Order, act: Act, details: Record<string, unknown> = {}): Promise<void> {
    await this.audit.record({
      outletId: order.view.outletId,
      actor: act.actor,
      action,
      subjectType: 'order',
      subjectId: order.view.id,
      reason: act.reason,
      approvedBy: act.approvedBy,
      details: { number: order.view.number, ...details, ...(act.reasonId && { reason_id: act.reasonId }) },
    });
  }
}
