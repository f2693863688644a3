import { type CursorPage, newId, type PageRequest } from '#libs/kernel';

import {
  type Claim,
  type Failure,
  type MailReceipt,
  type MailToSend,
  type NotificationFilter,
  NotificationQueries,
  NotificationLedger,
} from '../core/notifications.ports.js';
import { onlyPage } from '../../kernel/testing/pages.js';
import type { Notification, NotificationKind } from '../core/model/notification.js';
import { notificationNotFound, notificationSent } from '../core/model/notifications.errors.js';

type Kept = Notification & { readonly refusals: number; readonly isHeld: boolean; readonly updatedAt: Date };

export class InMemoryNotificationLedger extends NotificationLedger {
  readonly kept = new Map<string, Kept>();

  claim = async ({ kind, cause, outletId, userId }: MailToSend): Promise<Claim | 'sent' | 'held'> => {
    const known = [...this.kept.values()].find((one) => one.cause === cause);
    if (known?.status === 'SENT') return 'sent';
    if (known?.isHeld) return 'held';
    const [at, id] = [new Date(), known?.id ?? newId()];
    const fresh = {
      outletId,
      lastError: null,
      mailer: null,
      messageId: null,
      createdAt: at,
      sentAt: null,
      refusals: 0,
    };
    const kept: Kept = {
      ...(known ?? fresh),
      ...{ id, kind, cause, outletId, userId, isHeld: true, status: 'PENDING', updatedAt: at },
      attempts: (known?.attempts ?? 0) + 1,
    };
    this.kept.set(id, kept);
    return { id, attempt: kept.attempts, refusals: kept.refusals };
  };

  sent = async (claim: Claim, receipt: MailReceipt, at: Date) =>
    this.finish(claim, { ...receipt, status: 'SENT', sentAt: at, updatedAt: at, lastError: null });

  failed = async (claim: Claim, { reason, wasRefused, waitsForPerson }: Failure, at: Date) =>
    this.finish(claim, {
      status: waitsForPerson ? 'FAILED' : 'PENDING',
      lastError: reason,
      updatedAt: at,
      refusals: claim.refusals + (wasRefused ? 1 : 0),
    });

  drop = async (cause: string) => this.remove((one) => one.cause === cause && one.status !== 'SENT');

  reopen = async (id: string): Promise<Notification> => {
    const one = this.kept.get(id);
    if (!one) throw notificationNotFound();
    if (one.status === 'SENT') throw notificationSent();
    this.kept.set(id, { ...one, status: 'PENDING' });
    return { ...one, status: 'PENDING' };
  };

  sentTo = async (userId: string): Promise<{ kind: NotificationKind; sentAt: Date }[]> =>
    [...this.kept.values()].flatMap(({ kind, sentAt, userId: whose }) =>
      whose === userId && sentAt ? [{ kind, sentAt }] : [],
    );

  forget = async (userId: string) => {
    this.remove((one) => one.userId === userId && one.status !== 'SENT');
    for (const [id, one] of this.kept) if (one.userId === userId) this.kept.set(id, { ...one, userId: null });
  };

  removeBefore = async (at: Date): Promise<number> => {
    const before = this.kept.size;
    this.remove((one) => one.updatedAt < at && one.status !== 'PENDING');
    return before - this.kept.size;
  };

  private finish({ id, attempt }: Claim, outcome: Partial<Kept>): void {
    const one = this.kept.get(id);
    if (one?.attempts === attempt && one.status === 'PENDING') {
      this.kept.set(id, { ...one, ...outcome, isHeld: false });
    }
  }

  private remove(isMeant: (one: Kept) => boolean): void {
    for (const [id, one] of this.kept) if (isMeant(one)) this.kept.delete(id);
  }
}

export class InMemoryNotificationQueries extends NotificationQueries {
  constructor(private readonly ledger: InMemoryNotificationLedger) {
    super();
  }

  page = async (filter: NotificationFilter, { limit, offset }: PageRequest): Promise<CursorPage<Notification>> => {
    const found = [...this.ledger.kept.values()]
      .filter(({ status }) => (filter.status ?? status) === status)
      .filter(({ kind }) => (filter.kind ?? kind) === kind)
      .filter(({ outletId }) => (filter.outletId ?? outletId) === outletId)
      .filter(({ userId }) => (filter.userId ?? userId) === userId)
      .toSorted((a, b) => (a.id < b.id ? 1 : -1));
    return {
      ...onlyPage(found.slice(offset, offset + limit), { limit, offset }),
      total: found.length,
    };
  };
}
