import { Injectable } from '@nestjs/common';

import { IdentityApi } from '#libs/identity';
import { UnitOfWork, type UserActor } from '#libs/kernel';
import { OutletsApi, serviceChargeRateOf } from '#libs/outlets';
import { ShippingApi } from '#libs/shipping';
import { TablesApi } from '#libs/tables';

import type { BillDetails } from '../model/bill-details.js';
import type { Order } from '../model/order.js';
import type { OrderState } from '../model/order-state.js';
import type { OrderType } from '../model/order-status.js';
import { customerFixed, customerUnknown, serverUnknown, typeFixed } from '../model/ordering.errors.js';
import { OrderChanges } from '../services/order-changes.js';
import { TipRecipients } from '../services/tip-recipients.js';

/** What of a bill is to be other than it is. Null takes it off; whatever is absent stays. */
export interface ChangeOrderDetailsInput {
  readonly actor: UserActor;
  readonly orderId: string;
  readonly type?: OrderType;
  readonly guestCount?: number | null;
  readonly serverId?: string | null;
  readonly customerId?: string | null;
  readonly note?: string | null;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/**
 * Staff say how a bill is served, for how many guests, by whom, for which customer, and what is to be known of it. Another type prices it anew, at the
 * service charge of the outlet as it is now. The guests of a bill at a table are those of its sitting.
 */
@Injectable()
export class ChangeOrderDetails {
  constructor(
    private readonly changes: OrderChanges,
    private readonly outlets: OutletsApi,
    private readonly identity: IdentityApi,
    private readonly shipping: ShippingApi,
    private readonly tables: TablesApi,
    private readonly servers: TipRecipients,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Throws `BILL_CLOSED`, `VERSION_CONFLICT`, `ORDER_HAS_PAYMENTS` for another type or number of guests of a bill that was paid in part (409),
   * `TYPE_FIXED`, `CUSTOMER_FIXED`, `CUSTOMER_UNKNOWN` and `SERVER_UNKNOWN` (422).
   */
  async execute({ actor, orderId, version, ...wanted }: ChangeOrderDetailsInput): Promise<Order> {
    const { view } = await this.changes.look(actor, orderId);
    const details = await this.detailsFor(view, wanted);
    return this.unitOfWork.run(async () => {
      // Sittings are locked before bills.
      if (wanted.guestCount !== undefined && view.tableSessionId !== null) {
        await this.tables.setGuests(view.outletId, view.tableSessionId, wanted.guestCount);
      }
      const { order } = await this.changes.change(actor, orderId, { version }, async (locked, act) => {
        if (!locked.changeDetails(details, act)) return;
        await this.changes.trace('order.details_changed', locked, act);
      });
      return order;
    });
  }

  private async detailsFor(
    order: OrderState,
    { type, ...wanted }: Omit<ChangeOrderDetailsInput, 'actor' | 'orderId' | 'version'>,
  ): Promise<BillDetails> {
    const { outletId } = order;
    await this.assertPeople(order, wanted);
    if (type === undefined || type === order.type) return wanted;
    const isSent = order.type === 'ONLINE' || (await this.shipping.stateOf(outletId, order.id)) !== null;
    if (isSent || type === 'ONLINE') throw typeFixed();
    const serviceChargeRate = serviceChargeRateOf(await this.outlets.get(outletId), type);
    return { ...wanted, kind: { type, serviceChargeRate } };
  }

  private async assertPeople(
    { outletId, placedBy, customerId: owner }: OrderState,
    { serverId, customerId }: Pick<ChangeOrderDetailsInput, 'serverId' | 'customerId'>,
  ): Promise<void> {
    if (serverId && (await this.servers.strangersAmong(outletId, [serverId])).length > 0) throw serverUnknown(serverId);
    if (customerId === undefined || customerId === owner) return;
    if (placedBy.role === 'CUSTOMER') throw customerFixed();
    if (customerId !== null && !(await this.identity.isCustomer(customerId))) throw customerUnknown();
  }
}
