import { describe, expect, it } from '@jest/globals';

import { newId, type UserActor } from '#libs/kernel';

import { KeptAuditLog, PlainUnitOfWork } from '../../../kernel/testing/index.js';
import { notificationsWorld } from '../../testing/notifications-world.js';
import { NotificationViews } from '../services/notification-views.js';
import { MailEmailChanged } from './mail-email-changed.js';
import { MailPasswordReset } from './mail-password-reset.js';
import { RemoveOldNotifications } from './remove-old-notifications.js';
import { RetryNotification } from './retry-notification.js';
import { TellLatePayment } from './tell-late-payment.js';
import { TellOrderEnded } from './tell-order-ended.js';
import { TellOrderPlaced } from './tell-order-placed.js';
import { TellOrderShipped } from './tell-order-shipped.js';
import { TellPaymentReceived } from './tell-payment-received.js';
import { TellPaymentRefunded } from './tell-payment-refunded.js';

type World = ReturnType<typeof notificationsWorld>;

const told: readonly (readonly [string, string, string, (world: World) => Promise<void>])[] = [
  [
    'ORDER_PLACED',
    'order-placed/<order>',
    'We have your order SP-1',
    ({ readers, deliver, ref, job }) => new TellOrderPlaced(readers, deliver).execute(ref, job),
  ],
  [
    'PAYMENT_RECEIVED',
    'payment-received/p-1',
    'Payment received for order SP-1',
    ({ readers, payments, deliver, ref, job }) =>
      new TellPaymentReceived(readers, payments, deliver).execute({ ...ref, payment_id: 'p-1' }, job),
  ],
  [
    'PAYMENT_REFUNDED',
    'payment-refunded/<order>/500',
    'Refund for order SP-1',
    ({ readers, deliver, ref, job }) =>
      new TellPaymentRefunded(readers, deliver).execute({ ...ref, refunded_amount: 500 }, job),
  ],
  [
    'PAYMENT_LATE',
    'payment-late/<order>/500',
    'Your payment for order SP-1 came too late',
    ({ readers, deliver, ref, job }) =>
      new TellLatePayment(readers, deliver).execute({ ...ref, late_refunded_amount: 500 }, job),
  ],
  [
    'ORDER_SHIPPED',
    'order-shipped/<order>/BR1',
    'Order SP-1 is on its way',
    ({ readers, shipping, deliver, ref, job }) =>
      new TellOrderShipped(readers, shipping, deliver).execute({ ...ref, tracking_number: 'BR1' }, job),
  ],
  [
    'ORDER_CANCELLED',
    'order-ended/<order>/3',
    'Order SP-1 was cancelled',
    ({ readers, deliver, ref, job }) =>
      new TellOrderEnded(readers, deliver).execute({ ...ref, how: 'cancelled', version: 3 }, job),
  ],
  [
    'ORDER_EXPIRED',
    'order-ended/<order>/4',
    'Order SP-1 was not paid in time',
    ({ readers, deliver, ref, job }) =>
      new TellOrderEnded(readers, deliver).execute({ ...ref, how: 'expired', version: 4 }, job),
  ],
];

describe('a mail about an order', () => {
  it.each(told)('%s is written to whoever bought it, once for %s', async (kind, cause, subject, tell) => {
    const world = notificationsWorld({ status: 'VOIDED' });
    await tell(world);
    await tell(world);

    expect(world.sent).toMatchObject([
      { kind, key: cause.replace('<order>', world.order.id), to: { address: 'ana@mail.example' }, email: { subject } },
    ]);
  });

  it.each(told)(
    '%s is written to nobody without an address, nor about a sale at the counter',
    async (...[, , , tell]) => {
      const nowhere = notificationsWorld({ status: 'VOIDED' });
      nowhere.ana.email = null;
      const counter = notificationsWorld({ status: 'VOIDED', type: 'TAKEAWAY' });
      const nobody = notificationsWorld({ status: 'VOIDED', customerId: null });
      for (const world of [nowhere, counter, nobody]) {
        await tell(world);
        expect(world.sent).toEqual([]);
      }
    },
  );

  it('is not written when what it would tell is true no more', async () => {
    const { readers, payments, shipping, deliver, ref, job, sent } = notificationsWorld({ status: 'NEW' });
    await new TellOrderEnded(readers, deliver).execute({ ...ref, how: 'expired', version: 3 }, job);
    await new TellOrderShipped(readers, shipping, deliver).execute({ ...ref, tracking_number: 'BR2' }, job);
    await new TellPaymentReceived(readers, payments, deliver).execute({ ...ref, payment_id: 'p-2' }, job);
    expect(sent).toEqual([]);
  });
});

describe('a mail about an account', () => {
  it('is the way to a new password', async () => {
    const { accounts, deliver, job, sent } = notificationsWorld();
    await new MailPasswordReset(accounts, deliver).execute({ reset_id: 'r-1' } as never, job);
    expect(sent).toMatchObject([
      {
        kind: 'PASSWORD_RESET',
        key: 'password-reset/r-1',
        email: { link: { url: 'https://loja.example/reset-password?token=t-1' } },
      },
    ]);
  });

  it('goes to the address that it had', async () => {
    const { accounts, deliver, job, sent } = notificationsWorld();
    await new MailEmailChanged(accounts, deliver).execute({ change_id: 'c-1' }, job);
    expect(sent).toMatchObject([
      { kind: 'EMAIL_CHANGED', key: 'email-changed/c-1', to: { address: 'old@mail.example' } },
    ]);
  });
});

describe('what was sent and what is owed', () => {
  const actor: UserActor = { kind: 'user', id: newId(), role: 'ADMIN', outletIds: [] };
  const owed = async (world: World, at: Date) => {
    const { order, ledger, job } = world;
    const mail = { kind: 'ORDER_PLACED' as const, cause: 'order-placed/1', outletId: order.outletId };
    const claim = await ledger.claim({ ...mail, userId: order.customerId ?? '', jobId: job.id });
    if (typeof claim === 'string') throw new Error(claim);
    await ledger.failed(claim, { reason: 'x', wasRefused: false, waitsForPerson: true }, at);
    return claim.id;
  };

  it('is shown with an address that is enough to recognise', async () => {
    const world = notificationsWorld();
    await owed(world, new Date());
    const views = new NotificationViews(world.queries, world.accounts);
    expect(await views.page({}, { limit: 5, offset: 0 })).toMatchObject({
      total: 1,
      data: [{ status: 'FAILED', maskedAddress: 'a***@m***.example' }],
    });
  });

  it('is owed again when a person asks, which the audit log keeps', async () => {
    const world = notificationsWorld();
    const audit = new KeptAuditLog();
    const id = await owed(world, new Date());
    const retry = new RetryNotification(world.ledger, audit, new PlainUnitOfWork());

    expect(await retry.execute({ actor, id })).toMatchObject({ status: 'PENDING' });
    expect(audit.entries).toMatchObject([
      { action: 'notification.retried', subjectId: id, details: { kind: 'ORDER_PLACED' }, actor: { id: actor.id } },
    ]);
    await expect(retry.execute({ actor, id: newId() })).rejects.toMatchObject({ code: 'NOTIFICATION_NOT_FOUND' });
    expect(audit.entries).toHaveLength(1);
  });

  it('is removed after 180 days', async () => {
    const world = notificationsWorld();
    const at = new Date('2026-01-01T00:00:00Z');
    await owed(world, at);
    const remove = (ms: number) => new RemoveOldNotifications(world.ledger, { now: () => new Date(ms) }).execute();
    const due = at.getTime() + 180 * 86_400_000;

    expect(await remove(due)).toBe(0);
    expect(await remove(due + 1)).toBe(1);
  });
});
