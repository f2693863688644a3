import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import type { Notification } from '../core/model/notification.js';
import type {
  Claim,
  MailToSend,
  NotificationLedger,
  NotificationFilter,
  NotificationQueries,
} from '../core/notifications.ports.js';

const AT = new Date('2026-03-02T12:00:00Z');
const RECEIPT = { mailer: 'resend', messageId: 'm-1' } as const;
const PAGE = { limit: 20, offset: 0 };

interface World {
  readonly ledger: NotificationLedger;
  readonly queries: NotificationQueries;
  /** A job that a mail is sent by. */
  readonly aJob: () => Promise<string>;
}

/** What every NotificationLedger does; run on the fake and on PostgreSQL. */
export function notificationLedgerContract(make: () => Promise<World>): void {
  describe('a ledger of notifications', () => {
    let world: World;
    let ledger: NotificationLedger;
    let queries: NotificationQueries;
    beforeAll(async () => {
      world = await make();
      ({ ledger, queries } = world);
    });

    const aMail = async (more: Partial<MailToSend> = {}): Promise<MailToSend> => ({
      kind: 'ORDER_PLACED',
      cause: `order-placed/${newId()}`,
      outletId: newId(),
      userId: newId(),
      jobId: await world.aJob(),
      ...more,
    });
    const claimed = async (mail: MailToSend): Promise<Claim> => {
      const claim = await ledger.claim(mail);
      if (typeof claim === 'string') throw new Error(`It is ${claim}`);
      return claim;
    };
    const found = async (filter: NotificationFilter): Promise<Notification[]> =>
      (await queries.page(filter, PAGE)).data;
    const refused = { reason: 'invalid_api_key', wasRefused: true, waitsForPerson: false };
    const unheard = { reason: 'timed_out', wasRefused: false, waitsForPerson: false };

    it('gives the right to send a mail to one of many who ask at once', async () => {
      const mail = await aMail();

      const answers = await Promise.all(Array.from({ length: 8 }, () => ledger.claim(mail)));

      expect(answers.filter((answer) => answer !== 'held')).toEqual([
        { id: expect.any(String), attempt: 1, refusals: 0 },
      ]);
    });

    it('never gives it again once the mail is sent', async () => {
      const mail = await aMail();
      await ledger.sent(await claimed(mail), RECEIPT, AT);

      expect(await ledger.claim(mail)).toBe('sent');
      expect(await found({ userId: mail.userId })).toMatchObject([
        { status: 'SENT', sentAt: AT, attempts: 1, mailer: 'resend', messageId: 'm-1', lastError: null },
      ]);
    });

    it('gives it again after a failure, and counts what was refused', async () => {
      const mail = await aMail();
      await ledger.failed(await claimed(mail), unheard, AT);
      await ledger.failed(await claimed(mail), refused, AT);
      expect(await found({ userId: mail.userId })).toMatchObject([{ status: 'PENDING', lastError: 'invalid_api_key' }]);

      expect(await claimed(mail)).toMatchObject({ attempt: 3, refusals: 1 });
    });

    it('hears of an outcome from the last try alone', async () => {
      const mail = await aMail();
      const first = await claimed(mail);
      await ledger.failed(first, unheard, AT);
      const second = await claimed(mail);

      await ledger.failed(first, { ...refused, waitsForPerson: true }, AT);
      expect(await found({ userId: mail.userId })).toMatchObject([{ status: 'PENDING', attempts: 2 }]);
      await ledger.sent(second, RECEIPT, AT);
      await ledger.failed(second, refused, AT);
      expect(await found({ userId: mail.userId })).toMatchObject([{ status: 'SENT', messageId: 'm-1' }]);
    });

    it('shows what waits for a person, and owes it again when they ask', async () => {
      const mail = await aMail();
      const claim = await claimed(mail);
      await ledger.failed(claim, { ...refused, waitsForPerson: true }, AT);
      expect(await found({ userId: mail.userId, status: 'FAILED' })).toMatchObject([{ id: claim.id }]);

      expect(await ledger.reopen(claim.id)).toMatchObject({ status: 'PENDING', kind: 'ORDER_PLACED' });
      await ledger.sent(await claimed(mail), RECEIPT, AT);

      await expect(ledger.reopen(claim.id)).rejects.toMatchObject({ code: 'NOTIFICATION_SENT' });
      await expect(ledger.reopen(newId())).rejects.toMatchObject({ code: 'NOTIFICATION_NOT_FOUND' });
    });

    it('lists by outlet and kind, newest first, page by page', async () => {
      const outletId = newId();
      const first = await claimed(await aMail({ outletId }));
      const second = await claimed(await aMail({ outletId, kind: 'ORDER_SHIPPED' }));

      const ids = async (filter: NotificationFilter, page = PAGE) =>
        (await queries.page(filter, page)).data.map(({ id }) => id);

      expect(await ids({ outletId })).toEqual([second.id, first.id]);
      expect(await ids({ outletId, kind: 'ORDER_PLACED' })).toEqual([first.id]);
      expect(await ids({ outletId }, { limit: 1, offset: 1 })).toEqual([first.id]);
      expect((await queries.page({ outletId }, { limit: 1, offset: 0 })).total).toBe(2);
    });

    it('drops what is owed to nobody any more, and keeps what was sent', async () => {
      const [owed, sent] = [await aMail(), await aMail()];
      await ledger.failed(await claimed(owed), unheard, AT);
      await ledger.sent(await claimed(sent), RECEIPT, AT);

      await ledger.drop(owed.cause);
      await ledger.drop(sent.cause);

      expect(await found({ userId: owed.userId })).toEqual([]);
      expect(await found({ userId: sent.userId })).toHaveLength(1);
    });

    it('tells what somebody was sent, until they are forgotten', async () => {
      const userId = newId();
      const [sent, owed] = [await aMail({ userId }), await aMail({ userId })];
      await ledger.sent(await claimed(sent), RECEIPT, AT);
      await ledger.failed(await claimed(owed), unheard, AT);
      expect(await ledger.sentTo(userId)).toEqual([{ kind: 'ORDER_PLACED', sentAt: AT }]);

      await ledger.forget(userId);

      expect(await ledger.sentTo(userId)).toEqual([]);
      expect(await found({ userId })).toEqual([]);
      expect(await ledger.claim(sent)).toBe('sent');
    });

    it('removes what is old, but nothing that is still to be sent', async () => {
      const long = new Date('2020-01-01T00:00:00Z');
      const [sent, failed, owed] = [await aMail(), await aMail(), await aMail()];
      await ledger.sent(await claimed(sent), RECEIPT, long);
      await ledger.failed(await claimed(failed), { ...refused, waitsForPerson: true }, long);
      await ledger.failed(await claimed(owed), unheard, long);

      expect(await ledger.removeBefore(new Date('2021-01-01T00:00:00Z'))).toBe(2);

      expect(await found({ userId: owed.userId })).toHaveLength(1);
    });
  });
}
