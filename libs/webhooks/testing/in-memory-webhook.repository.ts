import type { EventOutcome, GatewayEvent } from '#libs/payments';

import { ERASED_BODY, type GenuineWebhook, type LoggedWebhook, type RefusedWebhook } from '../core/model/webhook.js';
import { WebhookRepository } from '../core/webhooks.ports.js';

const UNTOUCHED = { result: null, paymentId: null, replays: 0, processedAt: null };

/** Webhooks as the database keeps them, without the jobs that apply them. */
export class InMemoryWebhookRepository extends WebhookRepository {
  readonly rows = new Map<string, LoggedWebhook & { readonly reading: string | null }>();
  /** Has storing fail. */
  isAway = false;

  async store({ reading, ...webhook }: GenuineWebhook): Promise<boolean> {
    if (this.isAway) throw new Error('away');
    const { provider, eventId } = webhook;
    if ([...this.rows.values()].some((one) => one.provider === provider && one.eventId === eventId)) return false;
    this.rows.set(webhook.id, {
      ...{ ...webhook, ...UNTOUCHED, reading },
      verdict: 'GENUINE',
      status: 'RECEIVED',
      reason: null,
    });
    return true;
  }

  async keepRefused(webhook: RefusedWebhook): Promise<void> {
    if (this.isAway) throw new Error('away');
    this.rows.set(webhook.id, {
      ...{ ...webhook, ...UNTOUCHED },
      ...{ eventId: null, eventType: null, status: 'REFUSED', reading: null },
    });
  }

  async waiting(id: string): Promise<{ provider: string; event: GatewayEvent } | null> {
    const row = this.rows.get(id);
    if (row?.status !== 'RECEIVED' || row.reading === null) return null;
    const event = JSON.parse(row.reading) as GatewayEvent;
    const paidAt = event.state?.paidAt ?? null;
    const state = event.state && { ...event.state, paidAt: paidAt && new Date(paidAt) };
    return { provider: row.provider, event: { ...event, state } };
  }

  async finish(id: string, { status, result, paymentId }: EventOutcome, processedAt: Date): Promise<void> {
    const row = this.rows.get(id);
    if (row?.status === 'RECEIVED') this.rows.set(id, { ...row, status, result, paymentId, processedAt });
  }

  async reopen(id: string): Promise<number | null> {
    const row = this.rows.get(id);
    if (row?.verdict !== 'GENUINE') return null;
    this.rows.set(id, { ...row, status: 'RECEIVED', replays: row.replays + 1 });
    return row.replays + 1;
  }

  async eraseBodies(paymentIds: readonly string[]): Promise<void> {
    for (const row of this.rows.values()) {
      if (row.paymentId === null || !paymentIds.includes(row.paymentId)) continue;
      this.rows.set(row.id, { ...row, body: new TextEncoder().encode(ERASED_BODY) });
    }
  }

  async forget({ genuine, refused }: { genuine: Date; refused: Date }, limit: number): Promise<number> {
    const old = [...this.rows.values()].filter(
      ({ verdict, receivedAt }) => receivedAt < (verdict === 'GENUINE' ? genuine : refused),
    );
    const gone = old.slice(0, limit);
    for (const { id } of gone) this.rows.delete(id);
    return gone.length;
  }
}
