import { Injectable } from '@nestjs/common';

import { CatalogApi } from '#libs/catalog';
import { IdentityApi } from '#libs/identity';
import { type Actor, actorRef, assertOutlet, businessDate, Clock, invalid, isStaff, ruleBroken } from '#libs/kernel';
import { OutletsApi, type OutletSettings } from '#libs/outlets';
import { type OpenTableSession, TablesApi } from '#libs/tables';

import type { OrderLine, WantedLine } from '../order-line.js';
import { linesOf } from '../order-lines-of.js';
import type { OrderDraft } from '../order-state.js';
import type { OrderType } from '../order-status.js';

export interface OrderInput {
  readonly actor: Actor;
  readonly id?: string;
  /** May be left out by a guest (their table's) and by staff of one outlet. */
  readonly outletId?: string;
  readonly type?: OrderType;
  /** The session's id or its token. */
  readonly tableSessionId?: string;
  readonly tableId?: string;
  readonly customerId?: string;
  readonly note?: string;
  readonly items?: readonly WantedLine[];
  readonly couponCode?: string;
}

export interface PricedOrder {
  readonly outlet: OutletSettings;
  readonly draft: Omit<OrderDraft, 'id' | 'number'>;
  readonly lines: readonly OrderLine[];
  readonly at: Date;
}

/** What an order would be, before it gets an id, a number and its stock: the first half of placing it, and all of a quote. */
@Injectable()
export class PriceOrder {
  constructor(
    private readonly outlets: OutletsApi,
    private readonly catalog: CatalogApi,
    private readonly tables: TablesApi,
    private readonly identity: IdentityApi,
    private readonly clock: Clock,
  ) {}

  async execute(input: OrderInput): Promise<PricedOrder> {
    const { actor } = input;
    const items = input.items ?? [];
    if (items.length === 0) throw ruleBroken('CART_EMPTY', 'There is nothing to order: send items.');
    if (input.couponCode !== undefined) throw ruleBroken('COUPON_INVALID', 'There is no such coupon.');
    const session = await this.sessionOf(input);
    const outlet = await this.outlets.get(outletIdOf(input, session));
    if (!isCustomer(actor)) assertOutlet(actor, outlet.id);
    const type = typeOf(input, session);
    await this.assertCustomer(input, outlet, type);
    const place = session ? seatOf(session) : input.tableId ? await this.seatAt(outlet.id, input.tableId) : NOWHERE;
    const products = await this.catalog.sellable(outlet.id, [...new Set(items.map((item) => item.productId))]);
    const at = this.clock.now();
    return {
      outlet,
      at,
      lines: linesOf(items, products, outlet),
      draft: {
        ...place,
        outletId: outlet.id,
        type,
        customerId: isCustomer(actor) ? actorRef(actor).id : (input.customerId ?? null),
        placedBy: actorRef(actor),
        note: input.note ?? null,
        currency: outlet.currency,
        rules: { taxInclusive: outlet.taxInclusive, serviceChargeRate: outlet.serviceChargeRate },
        businessDate: businessDate(at, outlet.timeZone, outlet.businessDayCutoff),
      },
    };
  }

  private async sessionOf({ actor, tableSessionId }: OrderInput): Promise<OpenTableSession | null> {
    if (actor.kind === 'guest') return this.tables.openSession(actor, tableSessionId ?? actor.sessionId);
    return tableSessionId === undefined ? null : this.tables.openSession(actor, tableSessionId);
  }

  private async seatAt(outletId: string, tableId: string) {
    const session = await this.tables.sessionAt(outletId, tableId);
    if (session) return seatOf(session);
    const table = await this.tables.table(outletId, tableId);
    return { tableId: table.id, tableName: table.name, tableSessionId: null };
  }

  private async assertCustomer(
    { actor, customerId }: OrderInput,
    outlet: OutletSettings,
    type: OrderType,
  ): Promise<void> {
    if (customerId !== undefined) {
      if (!isStaff(actor)) throw invalid('CUSTOMER_NOT_YOURS', 'Only staff may order for a customer.');
      if (!(await this.identity.isCustomer(customerId)))
        throw ruleBroken('CUSTOMER_UNKNOWN', 'There is no such customer.');
    }
    if (actor.kind !== 'user' || actor.role !== 'CUSTOMER' || type === 'DINE_IN' || type === 'TAKEAWAY') return;
    if (outlet.country === 'BR' && !(await this.identity.hasCpf(actor.id))) {
      throw ruleBroken(
        'CPF_REQUIRED',
        'An online order in Brazil needs your CPF: add it to your profile (PUT /users/me).',
      );
    }
  }
}

const NOWHERE = { tableId: null, tableName: null, tableSessionId: null };

const isCustomer = (actor: Actor): boolean => actor.kind === 'user' && actor.role === 'CUSTOMER';

const seatOf = (session: OpenTableSession) => ({
  tableId: session.tableId,
  tableName: session.tableName,
  tableSessionId: session.id,
});

function outletIdOf({ actor, outletId }: OrderInput, session: OpenTableSession | null): string {
  if (session && outletId !== undefined && outletId !== session.outletId) {
    throw invalid('OUTLET_MISMATCH', 'The table session belongs to another outlet than outlet_id.');
  }
  const only = actor.kind === 'user' && actor.outletIds.length === 1 ? actor.outletIds[0] : undefined;
  const chosen = session?.outletId ?? outletId ?? only;
  if (chosen !== undefined) return chosen;
  throw invalid('OUTLET_REQUIRED', 'Say which outlet: outlet_id.', [
    { pointer: '/outlet_id', code: 'REQUIRED', message: 'outlet_id is required' },
  ]);
}

function typeOf({ actor, type, tableId }: OrderInput, session: OpenTableSession | null): OrderType {
  if (type === undefined) return session || tableId ? 'DINE_IN' : isCustomer(actor) ? 'ONLINE' : 'TAKEAWAY';
  if (type === 'DINE_IN' && isCustomer(actor) && !session) {
    throw ruleBroken('TABLE_SESSION_REQUIRED', "To order at a table, scan the table's QR code.");
  }
  return type;
}
