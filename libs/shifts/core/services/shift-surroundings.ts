import { Injectable } from '@nestjs/common';

import { type Approval, IdentityApi } from '#libs/identity';
import type { MinorUnits, UserActor } from '#libs/kernel';
import { OrderingApi } from '#libs/ordering';
import { OutletsApi } from '#libs/outlets';
import { PaymentsApi, type Tender } from '#libs/payments';

import type { Closing } from '../model/shift.js';
import { undeclared } from '../model/tender-count.js';

/** What a close goes by; `approver` is null for a cashier alone. */
export interface CloseTerms {
  readonly approver: string | null;
  readonly differenceLimit: MinorUnits;
  /** Whether a count ends the shift, and somebody else closes it. */
  readonly isAudited: boolean;
  readonly closing: Closing;
  /** The outlet's, to be declared. */
  readonly tenders: readonly Tender[];
}

/** What the count of a drawer needs to know of the outlet, its open bills and its people. */
@Injectable()
export class ShiftSurroundings {
  constructor(
    private readonly outlets: OutletsApi,
    private readonly ordering: OrderingApi,
    private readonly identity: IdentityApi,
    private readonly payments: PaymentsApi,
  ) {}

  /** What a close goes by: who stands behind it, how far a count may be off, and what it records. Throws `APPROVAL_DENIED`. */
  async ofClose(actor: UserActor, outletId: string, approval: Approval | undefined): Promise<CloseTerms> {
    const approver = await this.approver(actor, outletId, approval);
    const { cashDifferenceLimit: differenceLimit, close } = await this.outlets.get(outletId);
    const tenders = await this.payments.tendersOf(outletId);
    const isAudited = close === 'TWO_STEP';
    return { approver, differenceLimit, isAudited, tenders, closing: await this.closingWith(outletId, tenders) };
  }

  /** What an audit goes by: how far off a count and the tenders may be. */
  async ofAudit(outletId: string): Promise<Pick<CloseTerms, 'differenceLimit' | 'tenders'>> {
    const { cashDifferenceLimit: differenceLimit } = await this.outlets.get(outletId);
    return { differenceLimit, tenders: await this.payments.tendersOf(outletId) };
  }

  /** As a close at this moment would record it. */
  async closing(outletId: string): Promise<Closing> {
    return this.closingWith(outletId, await this.payments.tendersOf(outletId));
  }

  private async closingWith(outletId: string, tenders: readonly Tender[]): Promise<Closing> {
    const outlet = await this.outlets.get(outletId);
    const orders = await this.ordering.openOrders(outletId);
    return {
      outlet_name: outlet.name,
      locale: outlet.locale,
      open_orders: orders.map(({ id, number, status, payment_status, total_amount, paid_amount, currency }) => ({
        id,
        number,
        status,
        payment_status,
        total_amount,
        paid_amount,
        currency,
      })),
      ...(tenders.length > 0 && { tenders: undeclared(tenders) }),
    };
  }

  /**
   * Who stands behind a count that is off: a supervisor who closes, or one who proves their consent. Null for a cashier alone. Throws
   * `APPROVAL_DENIED` for a proof that does not hold, needed or not. Slow: call it before a unit of work.
   */
  private async approver(actor: UserActor, outletId: string, approval: Approval | undefined): Promise<string | null> {
    const standsAlone = actor.role === 'SUPERVISOR' || actor.role === 'ADMIN';
    if (!standsAlone && !approval) return null;
    return this.identity.approve(actor, outletId, approval);
  }
}
