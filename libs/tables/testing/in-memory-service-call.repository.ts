import { isInScope, type OutletScope } from '#libs/kernel';

import type { CallKind, ServiceCall } from '../core/model/service-call.js';
import { type Answerer, ServiceCallRepository, type TableSessionRepository } from '../core/tables.ports.js';

/** Calls in memory, each shown where its sitting is now. */
export class InMemoryServiceCallRepository extends ServiceCallRepository {
  private readonly calls = new Map<string, ServiceCall>();

  constructor(private readonly sessions: Pick<TableSessionRepository, 'find'>) {
    super();
  }

  async add(call: ServiceCall): Promise<void> {
    this.calls.set(call.id, call);
  }

  async find(scope: OutletScope, id: string): Promise<ServiceCall | null> {
    const call = this.calls.get(id);
    return call && isInScope(scope, call.outletId) ? this.shown(call) : null;
  }

  async openOf(outletId: string, sessionId: string, kind: CallKind): Promise<ServiceCall | null> {
    const open = await this.open([outletId]);
    return open.find((call) => call.sessionId === sessionId && call.kind === kind) ?? null;
  }

  async since(outletId: string, sessionId: string, at: Date): Promise<Date[]> {
    return [...this.calls.values()]
      .filter((call) => call.outletId === outletId && call.sessionId === sessionId && call.createdAt > at)
      .map(({ createdAt }) => createdAt);
  }

  open(scope: OutletScope): Promise<ServiceCall[]> {
    const open = [...this.calls.values()].filter((call) => isInScope(scope, call.outletId) && !call.closedAt);
    return Promise.all(open.map((call) => this.shown(call)));
  }

  async acknowledge(scope: OutletScope, id: string, { id: by, at }: Answerer): Promise<ServiceCall | null> {
    const call = await this.find(scope, id);
    if (!call || call.acknowledgedAt || call.closedAt) return null;
    return this.change(call, { acknowledgedAt: at, acknowledgedBy: by });
  }

  async close(scope: OutletScope, id: string, { id: by, at }: Answerer): Promise<ServiceCall | null> {
    const call = await this.find(scope, id);
    return call && !call.closedAt ? this.change(call, { closedAt: at, closedBy: by }) : null;
  }

  async closeOf(outletIds: readonly string[], sessionIds: readonly string[], at: Date): Promise<ServiceCall[]> {
    const open = (await this.open(outletIds)).filter((call) => sessionIds.includes(call.sessionId));
    return open.map((call) => this.change(call, { closedAt: at }));
  }

  async moveOpen(outletId: string, from: string, to: string): Promise<void> {
    for (const call of await this.open([outletId])) {
      if (call.sessionId === from && !(await this.openOf(outletId, to, call.kind)))
        this.change(call, { sessionId: to });
    }
  }

  private change(call: ServiceCall, changes: Partial<ServiceCall>): ServiceCall {
    const changed = { ...call, ...changes };
    this.calls.set(call.id, changed);
    return changed;
  }

  private async shown(call: ServiceCall): Promise<ServiceCall> {
    const session = await this.sessions.find('all', call.sessionId);
    return session ? { ...call, tableId: session.tableId, tableName: session.tableName } : call;
  }
}
