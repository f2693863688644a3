import { Injectable } from '@nestjs/common';

import { Clock, EventLog, type GuestActor, newId, rateLimited, UnitOfWork } from '#libs/kernel';

import { type CallKind, type ServiceCall, serviceCalled } from '../model/service-call.js';
import { isOpen } from '../model/table-session.js';
import { sessionIsClosed, sessionNotFound } from '../model/tables.errors.js';
import { presentSession } from '../services/present-session.js';
import { ServiceCallRepository, TableSessionRepository } from '../tables.ports.js';

const MOST_CALLS = 6;
const WITHIN_MS = 10 * 60_000;

export interface CallServiceInput {
  readonly actor: GuestActor;
  readonly sessionId: string;
  readonly kind: CallKind;
  readonly note?: string;
  readonly method?: string;
}

/** Guests call somebody to their table. While a call of a kind is open another of that kind is the same call. */
@Injectable()
export class CallService {
  constructor(
    private readonly calls: ServiceCallRepository,
    private readonly sessions: TableSessionRepository,
    private readonly events: EventLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `TABLE_SESSION_NOT_FOUND` for another sitting, `TABLE_SESSION_CLOSED`, and `RATE_LIMITED` (429) after six calls in ten minutes. */
  async execute({
    actor,
    sessionId,
    kind,
    note,
    method,
  }: CallServiceInput): Promise<{ call: ServiceCall; isNew: boolean }> {
    const asked = await this.sessions.find([actor.outletId], sessionId);
    const session = asked && (await presentSession(asked, this.sessions));
    if (session?.id !== actor.sessionId) throw sessionNotFound();
    return this.unitOfWork.run(async () => {
      const now = this.clock.now();
      const [locked] = await this.sessions.lock([session.id]);
      if (!locked || !isOpen(locked, now)) throw sessionIsClosed();
      const recent = await this.calls.since(locked.outletId, locked.id, new Date(now.getTime() - WITHIN_MS));
      const open = await this.calls.openOf(locked.outletId, locked.id, kind);
      if (open) return { call: open, isNew: false };
      assertFew(recent, now);
      const { id, outletId, tableId, tableName } = locked;
      const place = { outletId, sessionId: id, tableId, tableName };
      const nobody = { acknowledgedAt: null, acknowledgedBy: null, closedAt: null, closedBy: null };
      const said = { kind, note: note || null, method: kind === 'BILL' ? (method ?? null) : null };
      const call = { id: newId(), ...place, ...said, createdAt: now, ...nobody };
      await this.calls.add(call);
      await this.events.append([serviceCalled(call)]);
      return { call, isNew: true };
    });
  }
}

/** `recent`: when the sitting called within the last ten minutes, oldest first. */
function assertFew(recent: readonly Date[], now: Date): void {
  const oldest = recent.at(-MOST_CALLS);
  if (!oldest) return;
  const seconds = Math.max(1, Math.ceil((oldest.getTime() + WITHIN_MS - now.getTime()) / 1000));
  throw rateLimited('The staff were called often just now. Please wait for them a little.', seconds);
}
