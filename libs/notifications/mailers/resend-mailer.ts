import { type ErrorResponse, Resend } from 'resend';

import { currentRequest, type Metrics } from '#libs/platform';
import { type CircuitBreakers, OutboundFailure, type OutboundReason } from '#libs/platform/outbound';

import { MailRefused, MailRejected } from '../core/model/mailer.errors.js';
import { Mailer, type MailReceipt, type OutgoingMail } from '../core/notifications.ports.js';
import { toHtml, toText } from '../presentation/email-formats.js';
import { guarded } from './guarded-call.js';

const PROVIDER = 'resend';
const PATIENCE_MS = 10_000;

interface ResendSettings {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly from: string;
}

/** Nothing comes of these however often they are asked for: what is asked for is wrong. */
const WRONG_FOR_GOOD = [400, 422, 451];

/** Resend, by its package. The mail's key is its idempotency key, which Resend knows for 24 hours. */
export class ResendMailer extends Mailer {
  private readonly resend: Resend;

  constructor(
    private readonly settings: ResendSettings,
    private readonly breakers: CircuitBreakers,
    private readonly metrics: Metrics,
  ) {
    super();
    this.resend = new Resend(settings.apiKey, { baseUrl: settings.baseUrl.replace(/\/+$/, '') });
  }

  send(mail: OutgoingMail): Promise<MailReceipt> {
    return guarded(PROVIDER, this.breakers, this.metrics, () => this.exchange(mail));
  }

  private async exchange({ key, kind, to, email }: OutgoingMail): Promise<MailReceipt> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const requestId = currentRequest()?.requestId;
    const { data, error, headers } = await this.resend.emails.send(
      {
        from: this.settings.from,
        to: to.address,
        subject: email.subject,
        text: toText(email),
        html: toHtml(email),
        tags: [{ name: 'kind', value: kind }],
      },
      { idempotencyKey: key, signal, ...(requestId !== undefined && { headers: { 'X-Request-ID': requestId } }) },
    );
    if (isTakenBefore(error)) return { mailer: 'resend', messageId: null };
    if (error) throw faultOf(error, { timedOut: signal.aborted, answered: headers !== null });
    // The package passes on whatever the answer was.
    const id: unknown = (data as { id?: unknown } | null)?.id;
    if (typeof id !== 'string') throw new OutboundFailure(PROVIDER, 'unreadable', true);
    return { mailer: 'resend', messageId: id };
  }
}

/**
 * The key was used with another content. It names one cause, and a refusal changes it: an earlier try was taken, and what the mail says of
 * the person or the order has changed since.
 */
const isTakenBefore = (error: ErrorResponse | null): boolean => error?.name === 'invalid_idempotent_request';

function faultOf(
  { name, statusCode }: ErrorResponse,
  { timedOut, answered }: { timedOut: boolean; answered: boolean },
): Error {
  const failure = (reason: OutboundReason, mayHaveArrived: boolean) =>
    new OutboundFailure(PROVIDER, reason, mayHaveArrived, typeof statusCode === 'number' ? statusCode : null);
  if (typeof statusCode !== 'number') {
    if (timedOut) return failure('timed_out', true);
    return failure(answered ? 'unreadable' : 'cut_off', true);
  }
  if (name === 'concurrent_idempotent_requests') return failure('busy', true);
  if (name === 'rate_limit_exceeded') return failure('busy', false);
  if (statusCode >= 500) return failure('failing', true);
  // An answer without a name is a proxy's, not theirs.
  const code: unknown = name;
  if (typeof code !== 'string' || code === 'application_error') return failure('unreadable', true);
  return WRONG_FOR_GOOD.includes(statusCode) ? new MailRejected(code) : new MailRefused(code);
}
