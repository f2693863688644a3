import { createHmac, randomUUID } from 'node:crypto';

import { NoSuchItem, NotPossible, type Premises, type Settings } from '../../framework/provider.js';
import { brCode } from '../../pix/br-code.js';
import type { ChargeRequest } from './charge-request.js';

export type ChargeStatus = 'active' | 'paid' | 'expired' | 'cancelled' | 'refunded';

export interface Refund {
  readonly id: string;
  readonly cents: number;
  readonly reason: string;
  status: 'processing' | 'done' | 'failed';
}

export interface Charge {
  readonly txid: string;
  readonly request: ChargeRequest;
  readonly qrCode: string;
  readonly expiresAt: number;
  status: ChargeStatus;
  paidAt?: number;
  /** Cents that came in: those asked for, unless a fault says otherwise. */
  paidCents?: number;
  readonly refunds: Refund[];
}

const REFUND_TAKES_MS = 2_000;

export const asTime = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;

/** Everything that may become of a charge, and the webhook of each step. */
export class Charges {
  private charges = new Map<string, Charge>();

  constructor(
    private readonly premises: Premises,
    private readonly settings: Settings,
  ) {}

  open(request: ChargeRequest): Charge {
    const { clock } = this.premises;
    const txid = randomUUID().replaceAll('-', '');
    const location = `pix.propay.example/v2/${txid}`;
    const charge: Charge = {
      txid,
      request,
      qrCode: brCode({ location, cents: request.amountCents, merchant: 'COMANDA', city: 'SAO PAULO', txid: '***' }),
      expiresAt: clock.now() + request.expiresInSeconds * 1000,
      status: 'active',
      refunds: [],
    };
    this.charges.set(txid, charge);
    clock.after(request.expiresInSeconds * 1000, () => {
      if (charge.status === 'active') this.move(charge, 'expired');
    });
    return charge;
  }

  all(): Charge[] {
    return [...this.charges.values()];
  }

  /** By txid, or by the caller's reference. */
  find(id: string): Charge | undefined {
    return this.charges.get(id) ?? this.all().findLast(({ request }) => request.referenceId === id);
  }

  /** Throws `NoSuchItem`. */
  get(id: string): Charge {
    const charge = this.find(id);
    if (!charge) throw new NoSuchItem(id);
    return charge;
  }

  /** Money comes in, also when nobody expects it any more: an expired or cancelled charge can be paid late. */
  pay(charge: Charge, cents: number): void {
    if (charge.paidAt !== undefined) throw new NotPossible('it is paid');
    charge.paidAt = this.premises.clock.now();
    charge.paidCents = cents;
    this.move(charge, 'paid');
  }

  move(charge: Charge, status: ChargeStatus): void {
    charge.status = status;
    this.tell(charge, `charge.${status}`);
  }

  /** Cents that no refund has asked for. */
  refundable({ paidCents = 0, refunds }: Charge): number {
    return refunds.reduce((left, { cents, status }) => (status === 'failed' ? left : left - cents), paidCents);
  }

  /** Accepted now, done two seconds later. */
  refund(charge: Charge, cents: number, reason: string): Refund {
    const refund: Refund = { id: `rf_${randomUUID()}`, cents, reason, status: 'processing' };
    const fails = this.premises.faults.take(['refund-fails'], 'refund') !== undefined;
    charge.refunds.push(refund);
    this.premises.clock.after(REFUND_TAKES_MS, () => {
      refund.status = fails ? 'failed' : 'done';
      const back = charge.refunds.reduce((sum, one) => (one.status === 'done' ? sum + one.cents : sum), 0);
      if (back >= (charge.paidCents ?? 0)) charge.status = 'refunded';
      this.tell(charge, fails ? 'charge.refund_failed' : 'charge.refunded', refund);
    });
    return refund;
  }

  view({ txid, request, status, qrCode, expiresAt, paidAt, paidCents, refunds }: Charge) {
    return {
      txid,
      status,
      amount_cents: paidCents ?? request.amountCents,
      qr_code: qrCode,
      qr_code_url: `${this.premises.url()}/pay/${txid}`,
      expires_at: asTime(expiresAt),
      paid_at: paidAt === undefined ? null : asTime(paidAt),
      refunds: refunds.map((refund) => ({ refund_id: refund.id, amount_cents: refund.cents, status: refund.status })),
    };
  }

  reset(): void {
    this.charges = new Map();
  }

  private tell(charge: Charge, event: string, refund?: Refund): void {
    const { qr_code: _, qr_code_url: __, expires_at: ___, refunds: ____, ...data } = this.view(charge);
    const reference = { reference_type: 'order', reference_id: charge.request.referenceId };
    const part = refund && { refund_id: refund.id, refund_amount_cents: refund.cents };
    const body = JSON.stringify({ event, event_id: `evt_${randomUUID()}`, data: { ...data, ...reference, ...part } });
    const { webhookUrl: url, outboundSecret = '' } = this.settings;
    this.premises.webhooks.send({
      event,
      subject: charge.txid,
      url,
      body,
      headers: () => ({ 'content-type': 'application/json', 'x-propay-signature': signatureOf(body, outboundSecret) }),
    });
  }
}

/** `sha256=` and the lower-case hex HMAC of the body's bytes. */
export const signatureOf = (body: string, secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
