import type { CustomersApi } from '#libs/customers';
import type { IdentityApi } from '#libs/identity';
import { FixedClock, newId } from '#libs/kernel';
import type { OrderingApi, SoldOrder } from '#libs/ordering';
import type { OutletsApi } from '#libs/outlets';
import type { PaymentsApi } from '#libs/payments';
import type { ShippingApi } from '#libs/shipping';

import { TranslatedEmailTemplates } from '../presentation/translated-email-templates.js';
import { Mailer, type MailReceipt, type OutgoingMail } from '../core/notifications.ports.js';
import { DeliverMail } from '../core/services/deliver-mail.js';
import { OrderReaders } from '../core/services/order-readers.js';
import { aSoldOrder } from './an-email.js';
import { InMemoryNotificationLedger, InMemoryNotificationQueries } from './in-memory-notification-ledger.js';

class SentMails extends Mailer {
  readonly mails: OutgoingMail[] = [];

  async send(mail: OutgoingMail): Promise<MailReceipt> {
    this.mails.push(mail);
    return { mailer: 'resend', messageId: null };
  }
}

/** One order of Ana’s, and all that mails about it need, in memory. */
export function notificationsWorld(more: Partial<SoldOrder> = {}) {
  const order = aSoldOrder(more);
  const ana = { id: order.customerId, name: 'Ana', email: 'ana@mail.example' as string | null, locale: 'en' };
  const shop = { name: 'Loja', address: null, phone: null };
  const ledger = new InMemoryNotificationLedger();
  const mailer = new SentMails();
  const parcel = { trackingNumber: 'BR1', carrier: null };
  const templates = new TranslatedEmailTemplates('https://loja.example');
  return {
    order,
    ana,
    ledger,
    queries: new InMemoryNotificationQueries(ledger),
    sent: mailer.mails,
    job: { id: newId(), isLastAttempt: false },
    ref: { order_id: order.id, outlet_id: order.outletId },
    deliver: new DeliverMail(ledger, templates, mailer, new FixedClock(new Date('2026-03-02T12:00:00Z'))),
    readers: new OrderReaders(
      { sold: async () => order } as unknown as OrderingApi,
      { profileOf: async () => ana } as unknown as CustomersApi,
      { get: async () => shop } as unknown as OutletsApi,
    ),
    payments: { ofPayable: async () => [{ id: 'p-1', amount: 5_910 }] } as unknown as PaymentsApi,
    shipping: {
      find: async (number: string) => (number === parcel.trackingNumber ? parcel : null),
    } as unknown as ShippingApi,
    accounts: {
      passwordResetMail: async () => ({ userId: ana.id, email: ana.email, name: 'Ana', locale: 'en', token: 't-1' }),
      emailChangedMail: async () => ({ userId: ana.id, email: 'old@mail.example', name: 'Ana', locale: 'en' }),
      emailAddressesOf: async () => new Map([[ana.id, ana.email]]),
    } as unknown as IdentityApi,
  };
}
