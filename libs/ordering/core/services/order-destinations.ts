import { Injectable } from '@nestjs/common';

import { IdentityApi } from '#libs/identity';
import {
  type Actor,
  assertOutlet,
  forbidden,
  invalid,
  isStaff,
  ruleBroken,
  unauthenticated,
  type UserActor,
} from '#libs/kernel';
import { OutletsApi, type OutletSettings } from '#libs/outlets';
import { type OpenTableSession, TablesApi } from '#libs/tables';

import { customerUnknown, serverUnknown, tableSessionRequired } from '../model/ordering.errors.js';
import type { OrderType } from '../model/order-status.js';

/** What a request says of where an order goes, and to whom. */
export interface DestinationInput {
  readonly actor: Actor | null;
  readonly outletId?: string;
  readonly type?: OrderType;
  /** The session's id or its token. */
  readonly tableSessionId?: string;
  readonly tableId?: string;
  readonly customerId?: string;
  /** Who serves it. */
  readonly serverId?: string;
}

/** The table that an order is served at; nulls where it is not served at one. */
export interface Seat {
  readonly tableId: string | null;
  readonly tableName: string | null;
  readonly tableSessionId: string | null;
}

export interface Destination {
  readonly outlet: OutletSettings;
  readonly type: OrderType;
  readonly seat: Seat;
}

const NOWHERE: Seat = { tableId: null, tableName: null, tableSessionId: null };

/** Where an order goes: the outlet, the kind of order and the table; and whether its customer may order it so. */
@Injectable()
export class OrderDestinations {
  constructor(
    private readonly outlets: OutletsApi,
    private readonly tables: TablesApi,
    private readonly identity: IdentityApi,
  ) {}

  /**
   * Throws `OUTLET_REQUIRED` or `OUTLET_MISMATCH`, `OUTLET_NOT_FOUND`, `TABLE_SESSION_REQUIRED`, `SERVER_UNKNOWN`, `CUSTOMER_NOT_YOURS`, `CUSTOMER_UNKNOWN`, and
   * `CPF_REQUIRED`, which a quote does not ask for.
   */
  async find(input: DestinationInput, { isQuote = false } = {}): Promise<Destination> {
    const { actor, tableId } = input;
    const session = await this.sessionOf(input);
    const outlet = await this.outlets.get(outletIdOf(input, session));
    if (actor && !isCustomer(actor)) assertOutlet(actor, outlet.id);
    const type = typeOf(input, session);
    await this.assertServer(input, outlet.id);
    await this.assertCustomer(input, { outlet, type, isQuote });
    return { outlet, type, seat: session ? seatOf(session) : await this.seatAt(outlet.id, tableId) };
  }

  /** The table session that an order is for: the one it names, or a guest's own. */
  private async sessionOf({ actor, tableSessionId }: DestinationInput): Promise<OpenTableSession | null> {
    if (!actor) {
      if (tableSessionId === undefined) return null;
      throw unauthenticated('TOKEN_MISSING', "Send the table session's token: Authorization: Bearer <token>.");
    }
    if (actor.kind === 'guest') return this.tables.openSession(actor, tableSessionId ?? actor.sessionId);
    return tableSessionId === undefined ? null : this.tables.openSession(actor, tableSessionId);
  }

  private async seatAt(outletId: string, tableId: string | undefined): Promise<Seat> {
    if (tableId === undefined) return NOWHERE;
    const session = await this.tables.sessionAt(outletId, tableId);
    if (session) return seatOf(session);
    const table = await this.tables.table(outletId, tableId);
    return { tableId: table.id, tableName: table.name, tableSessionId: null };
  }

  private async assertServer({ actor, serverId }: DestinationInput, outletId: string): Promise<void> {
    if (serverId === undefined) return;
    if (!actor || !isStaff(actor)) throw forbidden('FORBIDDEN', 'Only staff say who serves.');
    if (!(await this.identity.rolesAt([serverId], outletId)).has(serverId)) throw serverUnknown(serverId);
  }

  private async assertCustomer(
    { actor, customerId }: DestinationInput,
    { outlet, type, isQuote }: { outlet: OutletSettings; type: OrderType; isQuote: boolean },
  ): Promise<void> {
    if (customerId !== undefined) {
      if (!actor || !isStaff(actor)) throw invalid('CUSTOMER_NOT_YOURS', 'Only staff may order for a customer.');
      if (!(await this.identity.isCustomer(customerId))) throw customerUnknown();
    }
    if (isQuote || !isCustomer(actor) || type === 'DINE_IN' || type === 'TAKEAWAY') return;
    if (outlet.country === 'BR' && !(await this.identity.hasCpf(actor.id))) {
      throw ruleBroken(
        'CPF_REQUIRED',
        'An online order in Brazil needs your CPF: add it to your profile (PATCH /users/me).',
      );
    }
  }
}

export const isCustomer = (actor: Actor | null): actor is UserActor =>
  actor?.kind === 'user' && actor.role === 'CUSTOMER';

const seatOf = (session: OpenTableSession): Seat => ({
  tableId: session.tableId,
  tableName: session.tableName,
  tableSessionId: session.id,
});

function outletIdOf(
  { actor, outletId }: Pick<DestinationInput, 'actor' | 'outletId'>,
  session: OpenTableSession | null,
): string {
  if (session && outletId !== undefined && outletId !== session.outletId) {
    throw invalid('OUTLET_MISMATCH', 'The table session belongs to another outlet than outlet_id.');
  }
  const only = actor?.kind === 'user' && actor.outletIds.length === 1 ? actor.outletIds[0] : undefined;
  const chosen = session?.outletId ?? outletId ?? only;
  if (chosen !== undefined) return chosen;
  throw invalid('OUTLET_REQUIRED', 'Say which outlet: outlet_id.', [
    { pointer: '/outlet_id', code: 'REQUIRED', message: 'outlet_id is required' },
  ]);
}

function typeOf({ actor, type, tableId }: DestinationInput, session: OpenTableSession | null): OrderType {
  const isShopper = actor === null || isCustomer(actor);
  if (type === undefined) return session || tableId ? 'DINE_IN' : isShopper ? 'ONLINE' : 'TAKEAWAY';
  if (type === 'DINE_IN' && isShopper && !session) {
    throw tableSessionRequired();
  }
  return type;
}
