import { expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';
import type { EventOutcome, GatewayEvent } from '#libs/payments';

import type { GenuineWebhook } from '../core/model/webhook.js';
import type { WebhookRepository } from '../core/webhooks.ports.js';

const AT = new Date('2026-03-02T12:00:00Z');

export const anEvent = (eventId: string, paymentId: string | null = newId()): GatewayEvent => ({
  verdict: 'genuine',
  eventId,
  type: 'charge.paid',
  paymentId,
  reference: null,
  mustBeConfirmed: false,
  refund: null,
  state: {
    reference: 'r1',
    status: 'PAID',
    amount: 1_990,
    currency: 'BRL',
    refundedAmount: 0,
    paidAt: AT,
    review: null,
  },
});

/** What every WebhookRepository does; run on the fake and on PostgreSQL. */
export function webhookRepositoryContract(repository: () => WebhookRepository): void {
  const aWebhook = (event = anEvent(newId())): GenuineWebhook => ({
    id: newId(),
    provider: 'propay',
    headers: { 'content-type': 'application/json' },
    body: new TextEncoder().encode('{}'),
    receivedAt: AT,
    eventId: event.eventId,
    eventType: event.type,
    reading: JSON.stringify(event),
  });
  const applied = (paymentId: string | null = null): EventOutcome => ({ status: 'APPLIED', result: 'PAID', paymentId });

  it('keeps an event once, and hands it out as it was read until it is finished', async () => {
    const event = anEvent(newId());
    const [first, second] = [aWebhook(event), aWebhook(event)];

    expect(await repository().store(first)).toBe(true);
    expect(await repository().store(second)).toBe(false);
    expect(await repository().waiting(first.id)).toEqual({ provider: 'propay', event });
    expect(await repository().waiting(second.id)).toBeNull();
    await repository().finish(first.id, applied(event.paymentId), AT);
    expect(await repository().waiting(first.id)).toBeNull();
  });

  it('keeps one of many that come at once', async () => {
    const event = anEvent(newId());
    const stored = await Promise.all([1, 2, 3, 4].map(() => repository().store(aWebhook(event))));
    expect(stored.filter(Boolean)).toHaveLength(1);
  });

  it('has a genuine one wait again, and counts how often', async () => {
    const webhook = aWebhook();
    await repository().store(webhook);
    await repository().finish(webhook.id, applied(), AT);

    expect(await repository().reopen(webhook.id)).toBe(1);
    expect(await repository().waiting(webhook.id)).not.toBeNull();
    expect(await repository().reopen(webhook.id)).toBe(2);
  });

  it('applies nothing that is not genuine', async () => {
    const { id, provider, headers, body, receivedAt } = aWebhook();
    await repository().keepRefused({ id, provider, headers, body, receivedAt, verdict: 'FORGED', reason: 'NO' });

    expect(await repository().waiting(id)).toBeNull();
    expect(await repository().reopen(id)).toBeNull();
  });

  it('forgets what is older than its term, no more at once than it is told', async () => {
    const old = new Date('2001-01-01T00:00:00Z');
    for (let i = 0; i < 3; i++) await repository().store({ ...aWebhook(), receivedAt: old });
    const { id, provider, headers, body } = aWebhook();
    await repository().keepRefused({
      ...{ id, provider, headers, body },
      receivedAt: new Date('2002-01-01T00:00:00Z'),
      verdict: 'UNREADABLE',
      reason: 'NO',
    });
    const before = { genuine: new Date('2001-06-01T00:00:00Z'), refused: new Date('2003-01-01T00:00:00Z') };

    expect(await repository().forget(before, 3)).toBe(3);
    expect(await repository().forget(before, 3)).toBe(1);
    expect(await repository().forget(before, 3)).toBe(0);
  });
}
