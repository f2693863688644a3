import type { SellableProduct } from '#libs/catalog';
import { type StockChange, InventoryApi, type StockReference } from '#libs/inventory';
import { conflict, FixedClock, type MinorUnits, newId, notFound, type UserActor } from '#libs/kernel';
import { type ChosenReason, type OutletSettings, type ReasonKind, ReasonsApi } from '#libs/outlets';
import type { CashToTake, Payable, PaymentsApi, PaymentView } from '#libs/payments';
import { PromotionsApi } from '#libs/promotions';
import type { OrderParcel, ParcelState, SentParcel, ShippingAddress, ShippingApi } from '#libs/shipping';
import type { OpenTableSession, TablesApi } from '#libs/tables';

import { KnownOutlets } from '../../outlets/testing/known-outlets.js';
import { KeptAuditLog, DefaultPermissions, PlainUnitOfWork } from '../../kernel/testing/index.js';
import { anOutlet } from '../../outlets/testing/an-outlet.js';
import type { Order } from '../core/model/order.js';
import { OrderNumbers, UnpaidOrders, type UnpaidClaim } from '../core/ordering.ports.js';
import { OrderChanges } from '../core/services/order-changes.js';
import { OrderHolds } from '../core/services/order-holds.js';
import { OrderConsents } from '../core/services/order-consents.js';
import { ParkedBills } from '../core/services/parked-bills.js';
import { OrderReleases } from '../core/services/order-releases.js';
import { anAct, anOrder } from './an-order.js';
import { InMemoryOrderRepository } from './in-memory-order.repository.js';
import { KeptPlacings } from './kept-placings.js';

/** Noon of 2026-11-21 in Jakarta, when the bills of `anOrder` were placed. */
export const NOON = new Date('2026-11-21T05:00:00Z');

/** Keeps what was taken and given back; `short` is sold out. */
export class KeptStock extends InventoryApi {
  readonly taken: StockChange[] = [];
  readonly given: (StockChange & { readonly as: 'RETURN' | 'WASTE' })[] = [];
  short = new Set<string>();

  async take(_: StockReference, changes: readonly StockChange[]): Promise<void> {
    if (changes.some(({ productId }) => this.short.has(productId))) throw conflict('INSUFFICIENT_STOCK', 'Sold out.');
    this.taken.push(...changes);
  }

  async giveBack(_: StockReference, changes: readonly StockChange[], as: 'RETURN' | 'WASTE'): Promise<void> {
    this.given.push(...changes.map(({ productId, quantity }) => ({ productId, quantity, as })));
  }
}

export class KeptPromotions extends PromotionsApi {
  readonly givenBack: string[] = [];
  price = () => Promise.reject(new Error('not asked here'));
  redeem = () => Promise.reject(new Error('not asked here'));
  giveBack = async (orderId: string) => void this.givenBack.push(orderId);
  renew = async () => true;
}

/** Payments of bills: cash is taken at once; `live` are charges that are still open, `captured` what a refund of everything gives back at once. */
export class FakePayments {
  readonly api = this as unknown as PaymentsApi;
  readonly payments: PaymentView[] = [];
  readonly refunds: { readonly orderId: string; readonly reason: string }[] = [];
  readonly closed: string[] = [];
  readonly rooms: MinorUnits[] = [];
  live = 0;
  captured: MinorUnits = 0;
  /** Runs while open charges are being closed at their gateways. */
  onCloseAll: () => Promise<void> = async () => undefined;

  takeCash = async ({ payable, amount, tendered = amount, actor }: CashToTake): Promise<PaymentView> => {
    const payment = {
      id: newId(),
      orderId: payable.id,
      method: 'cash',
      amount,
      rounding: 0,
      tendered,
      change: tendered - amount,
      createdBy: actor.kind === 'user' ? actor.id : null,
    } as PaymentView;
    this.payments.push(payment);
    return payment;
  };

  assertTendered = () => undefined;
  assertNoTip = () => undefined;
  ofPayable = async (_: string, orderId: string) => this.payments.filter((payment) => payment.orderId === orderId);
  makeRoom = async (_: Payable, room: MinorUnits) => void this.rooms.push(room);
  countLive = async () => this.live;

  closeAll = async (_: string, orderId: string) => {
    this.closed.push(orderId);
    await this.onCloseAll();
  };

  refundAll = async ({ payable, reason }: { payable: Payable; reason: string }): Promise<MinorUnits> => {
    this.refunds.push({ orderId: payable.id, reason });
    return this.captured;
  };
}

/** Parcels by order. */
export class FakeParcels {
  readonly api = this as unknown as ShippingApi;
  readonly parcels = new Map<string, Partial<OrderParcel>>();
  readonly redirected: ShippingAddress[] = [];

  booked(order: Order, state: ParcelState = 'PENDING', more: Partial<OrderParcel> = {}): void {
    this.parcels.set(order.view.id, { service: 'PAC', carrier: 'Correios', state, ...more });
  }

  stateOf = async (_: string, orderId: string) => this.parcels.get(orderId)?.state ?? null;
  ofOrder = async (_: string, orderId: string) => this.parcels.get(orderId) ?? null;
  redirect = async (_: string, __: string, address: ShippingAddress) => void this.redirected.push(address);

  sent = async ({ orderId, trackingNumber, carrier }: SentParcel) => {
    const isNew = this.parcels.get(orderId)?.trackingNumber !== trackingNumber;
    this.parcels.set(orderId, { ...this.parcels.get(orderId), trackingNumber, state: 'POSTED' });
    const at = NOON;
    return { parcel: { trackingNumber, carrier, state: 'POSTED', shippedAt: at, updatedAt: at, steps: [] }, isNew };
  };
}

/** `A-1`, `A-2`, … */
export class CountedNumbers extends OrderNumbers {
  private last = 0;
  next = async (_: string, prefix: string) => `${prefix}-${++this.last}`;
  forget = () => undefined;
}

/** Reasons by id, each of a kind. */
export class ChosenReasons extends ReasonsApi {
  readonly known = new Map<string, { readonly kind: ReasonKind; readonly label: string }>();

  async wordsOf({ reasonId, kinds, note }: ChosenReason): Promise<string> {
    const reason = this.known.get(reasonId);
    if (!reason || !kinds.includes(reason.kind)) throw notFound('reason', 'REASON_NOT_FOUND');
    return note ? `${reason.label}: ${note}` : reason.label;
  }
}

/** Admits everybody, and keeps what they claimed. */
export class KeptClaims extends UnpaidOrders {
  readonly claims: UnpaidClaim[] = [];
  admit = async (claim: UnpaidClaim) => void this.claims.push(claim);
}

/** Tables by name, and who sits at them. */
export class FakeTables {
  readonly api = this as unknown as TablesApi;
  private readonly tables = new Map<string, string>();
  private readonly sittings = new Map<string, OpenTableSession>();

  constructor(private readonly outletId: string) {}

  table = async (_: string, id: string) => this.found(id);

  aTable(name: string): { readonly id: string; readonly name: string } {
    const id = newId();
    this.tables.set(id, name);
    return { id, name };
  }

  seat(tableId: string): OpenTableSession {
    const { name: tableName } = this.found(tableId);
    const sitting = { id: newId(), tableId, tableName, outletId: this.outletId, expiresAt: NOON };
    this.sittings.set(sitting.id, sitting);
    return sitting;
  }

  /** How many sit where, as it was said last. */
  readonly guests = new Map<string, number | null>();
  setGuests = async (_: string, sessionId: string, guestCount: number | null) =>
    void this.guests.set(sessionId, guestCount);

  lockOpen = async () => undefined;
  openById = async (_: string, sessionId: string) => this.sittings.get(sessionId) ?? null;
  sessionAt = async (_: string, tableId: string) =>
    [...this.sittings.values()].find((sitting) => sitting.tableId === tableId) ?? null;
  sitDown = async (_: unknown, outletId: string, tableId: string) =>
    (await this.sessionAt(outletId, tableId)) ?? this.seat(tableId);

  moveSession = async (input: { sessionId: string; tableId: string; join: boolean }) => {
    const from = this.sittings.get(input.sessionId);
    if (!from) throw notFound('sitting', 'TABLE_SESSION_NOT_FOUND');
    const seen = { openedBy: null, openedAt: NOON };
    if (from.tableId === input.tableId) return { from, to: { ...from, ...seen }, isMoved: false };
    const there = await this.sessionAt('', input.tableId);
    if (there && !input.join) throw conflict('TABLE_OCCUPIED', 'Somebody sits there.');
    const to = there ?? { ...from, tableId: input.tableId, tableName: this.found(input.tableId).name };
    this.sittings.delete(from.id);
    this.sittings.set(to.id, to);
    return { from, to: { ...to, ...seen }, isMoved: true };
  };

  private found(id: string): { readonly id: string; readonly name: string } {
    const name = this.tables.get(id);
    if (name === undefined) throw notFound('table', 'TABLE_NOT_FOUND');
    return { id, name };
  }
}

/** An outlet with its bills, and everybody whom ordering asks, in memory. */
export class OrderingWorld {
  readonly clock = new FixedClock(NOON);
  readonly outlet = { ...anOutlet(), paymentMethods: ['cash', 'midtrans'] } as OutletSettings;
  readonly outlets = new KnownOutlets(this.outlet);
  readonly orders = new InMemoryOrderRepository();
  readonly audit = new KeptAuditLog();
  readonly unitOfWork = new PlainUnitOfWork();
  readonly stock = new KeptStock();
  readonly promotions = new KeptPromotions();
  readonly payments = new FakePayments();
  readonly parcels = new FakeParcels();
  readonly tables = new FakeTables(this.outlet.id);
  readonly products = new Map<string, SellableProduct>();
  readonly waiter = this.user('WAITER');
  readonly supervisor = this.user('SUPERVISOR');
  readonly permissions = new DefaultPermissions();
  /** Runs once, between what a use case looks at and the lock that it takes. */
  meanwhile: () => Promise<unknown> = async () => undefined;

  readonly reasons = new ChosenReasons();
  readonly releases = new OrderReleases(this.orders, this.promotions, this.stock);
  readonly holds = new OrderHolds(this.orders);
  readonly placings = new KeptPlacings();
  readonly changes = new OrderChanges(
    this.orders,
    new OrderConsents(this.permissions),
    this.releases,
    this.audit,
    { run: <T>(work: () => Promise<T>) => this.afterMeanwhile(work) } as unknown as PlainUnitOfWork,
    this.clock,
    this.reasons,
    new ParkedBills(this.outlets, this.promotions, this.stock),
  );
  readonly numbers = new CountedNumbers();
  readonly unpaid = new KeptClaims();
  /** The products of barcodes. */
  readonly barcodes = new Map<string, string>();
  readonly catalog = {
    scanned: async () => this.barcodes,
    sellable: async (_: string, ids: readonly string[]) =>
      new Map(ids.flatMap((id) => (this.products.has(id) ? [[id, this.products.get(id)!] as const] : []))),
  };

  user(role: UserActor['role']): UserActor {
    return { kind: 'user', id: newId(), role, outletIds: [this.outlet.id] };
  }

  /** A bill of 65,000 at this outlet: two Nasi Goreng of 30,000 that the kitchen makes, and a bottle of 5,000. */
  async bill(more: Parameters<ReturnType<typeof anOrder>['placed']>[0] = {}): Promise<Order> {
    const order = anOrder()
      .with('Nasi Goreng', 30_000, 2)
      .with('Air', 5_000, 1, { station: null, takesStock: false })
      .placed({ outletId: this.outlet.id, number: `JKT-${++this.bills}`, ...more });
    await this.orders.insert(order);
    return order;
  }

  /** Changes a bill as somebody at another till would. */
  async change(order: Order, verb: (locked: Order) => unknown): Promise<void> {
    const locked = await this.orders.lock(order.view.id, { outlets: 'all' });
    verb(locked);
    await this.orders.save(locked);
  }

  cooked = (order: Order) => this.change(order, (locked) => locked.advance('COOKING', anAct()));

  pay = (order: Order, amount: MinorUnits) =>
    this.change(order, (locked) => locked.paid({ id: newId(), method: 'cash', amount, rounding: 0 }, anAct()));

  stored = (order: Order | string) =>
    this.orders.get(typeof order === 'string' ? order : order.view.id, { outlets: 'all' });

  private bills = 0;

  /** How often somebody had to stand behind an act. */
  get approvals(): number {
    return this.permissions.asked.length;
  }

  private async afterMeanwhile<T>(work: () => Promise<T>): Promise<T> {
    const meanwhile = this.meanwhile;
    this.meanwhile = async () => undefined;
    await meanwhile();
    return this.unitOfWork.run(work);
  }
}

/** A world with one {@link OrderingWorld.bill} in it. */
export async function aBill(): Promise<{ readonly world: OrderingWorld; readonly order: Order }> {
  const world = new OrderingWorld();
  return { world, order: await world.bill() };
}
