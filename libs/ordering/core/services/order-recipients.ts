import { Injectable } from '@nestjs/common';

import { IdentityApi } from '#libs/identity';
import { type Actor, invalid, isStaff, ruleBroken, unauthenticated } from '#libs/kernel';
import type { OutletSettings } from '#libs/outlets';
import { type OpenTableSession, TablesApi } from '#libs/tables';

import type { OrderType } from '../model/order-status.js';

/** Where an order is served. */
export interface Seat {
  readonly tableId: string | null;
  readonly tableName: string | null;
  readonly tableSessionId: string | null;
}

const NOWHERE: Seat = { tableId: null, tableName: null, tableSessionId: null };

/** For whom an order is, and where they sit. */
@Injectable()
export class Reception {
  constructor(
    private readonly tables: TablesApi,
    private readonly identity: IdentityApi,
  ) {}

  /** The sitting that an order is for: the one it names, or a guest's own. */
  async session({
    actor,
    tableSessionId,
  }: {
    actor: Actor | null;
    tableSessionId?: string;
  }): Promise<OpenTableSession | null> {
    if (!actor) {
      if (tableSessionId === undefined) return null;
      throw unauthenticated('TOKEN_MISSING', "Send the table session's token: Authorization: Bearer <token>.");
    }
    if (actor.kind === 'guest') return this.tables.openSession(actor, tableSessionId ?? actor.sessionId);
    return tableSessionId === undefined ? null : this.tables.openSession(actor, tableSessionId);
  }

  async seat(at: { outletId: string; session: OpenTableSession | null; tableId?: string }): Promise<Seat> {
    const { outletId, session, tableId } = at;
    if (session) return seatOf(session);
    if (tableId === undefined) return NOWHERE;
    const sitting = await this.tables.sessionAt(outletId, tableId);
    if (sitting) return seatOf(sitting);
    const table = await this.tables.table(outletId, tableId);
    return { tableId: table.id, tableName: table.name, tableSessionId: null };
  }

  /** Throws `CUSTOMER_NOT_YOURS` (400), `CUSTOMER_UNKNOWN` or `CPF_REQUIRED` (422). */
  async assertCustomer(order: {
    actor: Actor | null;
    customerId?: string;
    outlet: OutletSettings;
    type: OrderType;
    isQuote?: boolean;
  }): Promise<void> {
    const { actor, customerId, outlet, type } = order;
    if (customerId !== undefined) {
      if (!actor || !isStaff(actor)) throw invalid('CUSTOMER_NOT_YOURS', 'Only staff may order for a customer.');
      if (!(await this.identity.isCustomer(customerId)))
        throw ruleBroken('CUSTOMER_UNKNOWN', 'There is no such customer.');
    }
    if (
      order.isQuote ||
      actor?.kind !== 'user' ||
      actor.role !== 'CUSTOMER' ||
      type === 'DINE_IN' ||
      type === 'TAKEAWAY'
    )
      return;
    if (outlet.country === 'BR' && !(await this.identity.hasCpf(actor.id))) {
      throw ruleBroken(
        'CPF_REQUIRED',
        'An online order in Brazil needs your CPF: add it to your profile (PATCH /users/me).',
      );
    }
  }
}

const seatOf = (session: OpenTableSession): Seat => ({
  tableId: session.tableId,
  tableName: session.tableName,
  tableSessionId: session.id,
});
