import { conflict, isInScope, type NewEvent, versionConflict } from '#libs/kernel';

import { Order } from '../core/model/order.js';
import type { OrderLine } from '../core/model/order-line.js';
import { isOpenBill } from '../core/model/order-money.js';
import type { OrderChange, OrderState } from '../core/model/order-state.js';
import { lineIdTaken, orderNotFound } from '../core/model/ordering.errors.js';
import { OrderRepository, type OrderScope } from '../core/ordering.ports.js';

interface Stored {
  readonly state: OrderState;
  readonly lines: ReadonlyMap<string, OrderLine>;
  readonly requestHash: string | null;
}

/** Orders, and what their changes told, in memory. One process, no locks: who saves an old version is refused, as PostgreSQL does. */
export class InMemoryOrderRepository extends OrderRepository {
  readonly events: NewEvent[] = [];
  readonly changes: (OrderChange & { readonly orderId: string })[] = [];
  private readonly stored = new Map<string, Stored>();

  async insert(order: Order, requestHash: string | null = null): Promise<void> {
    const { view, lines } = order;
    if (this.stored.has(view.id)) throw conflict('ORDER_ID_TAKEN', 'There is an order with this id already.');
    this.assertIdsFree(view.id, lines);
    this.takeOver(lines);
    this.stored.set(view.id, { state: view, lines: byId(lines), requestHash });
    this.keepWhatWasTold(order);
  }

  lock(id: string, scope: OrderScope): Promise<Order> {
    return this.get(id, scope);
  }

  async get(id: string, scope: OrderScope): Promise<Order> {
    const found = await this.find(id, scope);
    if (!found) throw orderNotFound();
    return found.order;
  }

  async find(id: string, scope: OrderScope): Promise<{ order: Order; requestHash: string | null } | null> {
    const found = this.stored.get(id);
    if (!found || !isVisible(found.state, scope)) return null;
    return { order: Order.restore(found.state, [...found.lines.values()]), requestHash: found.requestHash };
  }

  async lockOfSession(outletId: string, sessionId: string): Promise<Order[]> {
    return this.ofSession(outletId, sessionId)
      .sort((a, b) => (a.state.id < b.state.id ? -1 : 1))
      .map(({ state, lines }) => Order.restore(state, [...lines.values()]));
  }

  async openOfSession(outletId: string, sessionId: string): Promise<string[]> {
    return this.ofSession(outletId, sessionId).flatMap(({ state }) => (isOpenBill(state) ? [state.id] : []));
  }

  async knowsSession(outletId: string, sessionId: string): Promise<boolean> {
    return this.ofSession(outletId, sessionId).some(
      ({ state }) => state.status !== 'HELD' && state.status !== 'VOIDED',
    );
  }

  async save(order: Order): Promise<void> {
    const { view, changedLines, loadedVersion } = order;
    const before = this.stored.get(view.id);
    const isChanged = this.keepWhatWasTold(order);
    if (!isChanged) return;
    if (before?.state.version !== loadedVersion) throw versionConflict(view.version);
    this.assertIdsFree(view.id, changedLines);
    this.takeOver(changedLines);
    const kept = this.stored.get(view.id)?.lines ?? [];
    this.stored.set(view.id, { ...before, state: view, lines: new Map([...kept, ...byId(changedLines)]) });
  }

  async couponUseFreedBy({ id, outletId }: Pick<OrderState, 'id' | 'outletId'>): Promise<string | null> {
    const own = this.stored.get(id)?.state;
    if (own?.outletId !== outletId) return null;
    const use = own.couponUse ?? own.id;
    const isShared = [...this.stored.values()].some(
      ({ state }) =>
        state.id !== id &&
        (state.id === use || state.couponUse === use) &&
        state.couponCode !== null &&
        state.status !== 'VOIDED',
    );
    return isShared ? null : use;
  }

  /** The first version is that of a new line: its id is no other line's. */
  private assertIdsFree(orderId: string, lines: readonly OrderLine[]): void {
    const fresh = new Set(lines.flatMap(({ id, version }) => (version <= 1 ? [id] : [])));
    for (const [otherId, { lines: taken }] of this.stored) {
      if (otherId !== orderId && [...taken.keys()].some((id) => fresh.has(id))) throw lineIdTaken();
    }
  }

  /** A line is on one bill: whoever writes it has it. */
  private takeOver(lines: readonly OrderLine[]): void {
    const ids = new Set(lines.map(({ id }) => id));
    for (const [orderId, each] of this.stored) {
      const left = new Map([...each.lines].filter(([id]) => !ids.has(id)));
      this.stored.set(orderId, { ...each, lines: left });
    }
  }

  private keepWhatWasTold(order: Order): boolean {
    const changes = order.pullChanges();
    this.events.push(...order.pullEvents());
    this.changes.push(...changes.map((change) => ({ ...change, orderId: order.view.id })));
    return changes.length > 0;
  }

  private ofSession(outletId: string, sessionId: string): Stored[] {
    return [...this.stored.values()].filter(
      ({ state }) => state.outletId === outletId && state.tableSessionId === sessionId,
    );
  }
}

const byId = (lines: readonly OrderLine[]) => new Map(lines.map((line) => [line.id, line]));

const isVisible = (state: OrderState, { outlets, sessionId, customerId, firedOnly }: OrderScope): boolean =>
  isInScope(outlets, state.outletId) &&
  (sessionId === undefined || state.tableSessionId === sessionId) &&
  (customerId === undefined || state.customerId === customerId) &&
  (!firedOnly || state.holdReason === null);
