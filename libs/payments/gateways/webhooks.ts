import type { RawWebhook, WebhookReading } from '../core/model/charge.js';

type Genuine = Extract<WebhookReading, { verdict: 'genuine' }>;

export const forged = (reason: string): WebhookReading => ({ verdict: 'forged', reason });
export const unreadable = (reason: string): WebhookReading => ({ verdict: 'unreadable', reason });

/** A genuine webhook, about nothing that we follow unless `more` says so. */
export const genuine = (
  eventId: string,
  type: string,
  more: Partial<Omit<Genuine, 'verdict' | 'eventId' | 'type'>> = {},
): WebhookReading => ({
  verdict: 'genuine',
  eventId,
  type,
  paymentId: null,
  reference: null,
  state: null,
  mustBeConfirmed: false,
  refund: null,
  ...more,
});

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The body as a JSON object; null when it is none (not UTF-8, a byte order mark, an array, half a document). */
export function jsonObject({ body }: RawWebhook): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(utf8.decode(body));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
