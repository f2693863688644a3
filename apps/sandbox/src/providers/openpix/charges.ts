import { randomBytes, randomUUID } from 'node:crypto';

import { NoSuchItem, NotPossible, type Premises } from '../../framework/provider.js';
import { brCode } from '../../pix/br-code.js';
import { asIso, type Charge, pixOf, type Refund, viewOf } from './charge.js';
import { type ChargeRequest, taxIdOf } from './charge-request.js';
import type { Subscriptions } from './subscriptions.js';

const REFUND_TAKES_MS = 2_000;
const ISPB = '54811417';

/** Everything that may become of a charge, and the webhooks of each step. */
export class Charges {
  private charges = new Map<string, Charge>();

  constructor(
    private readonly premises: Premises,
    private readonly subscriptions: Subscriptions,
  ) {}

  open(request: ChargeRequest): Charge {
    const now = this.premises.clock.now();
    const txid = randomBytes(16).toString('hex');
    const location = `pix.openpix.example/qr/v2/${txid}`;
    const charge: Charge = {
      request,
      txid,
      linkId: randomUUID(),
      globalId: Buffer.from(`Charge:${txid}`).toString('base64'),
      brCode: brCode({ location, cents: request.value, merchant: 'Comanda Sandbox', city: 'Sao Paulo', txid }),
      createdAt: now,
      updatedAt: now,
      expiresAt: now + request.expiresIn * 1000,
      status: 'ACTIVE',
      isDeleted: false,
      refunds: [],
    };
    this.charges.set(request.correlationID, charge);
    this.watch(charge);
    this.subscriptions.tell('OPENPIX:CHARGE_CREATED', request.correlationID, { charge: this.view(charge) });
    return charge;
  }

  all(): Charge[] {
    return [...this.charges.values()];
  }

  /** By any of its names. */
  find(id: string): Charge | undefined {
    return (
      this.charges.get(id) ??
      this.all().find(({ txid, linkId, globalId }) => txid === id || linkId === id || globalId === id)
    );
  }

  /** Throws `NoSuchItem`. */
  get(id: string): Charge {
    const charge = this.find(id);
    if (!charge) throw new NoSuchItem(id);
    return charge;
  }

  /** Money comes in, also when nobody expects it any more: an expired or deleted charge can be paid late. */
  pay(charge: Charge, value: number, taxId?: string): void {
    if (charge.pix) throw new NotPossible('it is paid');
    const { customer, ensureSameTaxID, correlationID } = charge.request;
    const payer = {
      name: customer?.name ?? 'Ana',
      taxID: taxId ? taxIdOf(taxId) : (customer?.taxID ?? taxIdOf('52998224725')),
    };
    charge.pix = { value, time: this.now(), endToEndId: this.endToEndId('E'), payer };
    const isStranger = ensureSameTaxID && customer?.taxID && customer.taxID.taxID !== payer.taxID.taxID;
    charge.isDeleted = false;
    this.change(charge, 'COMPLETED');
    const event = isStranger ? 'OPENPIX:CHARGE_COMPLETED_NOT_SAME_CUSTOMER_PAYER' : 'OPENPIX:CHARGE_COMPLETED';
    const content = { charge: this.view(charge), pix: pixOf(charge, charge.pix, this.premises.url()) };
    this.subscriptions.tell(event, correlationID, content);
    this.subscriptions.tell('OPENPIX:TRANSACTION_RECEIVED', correlationID, content);
  }

  expire(charge: Charge): void {
    if (charge.status !== 'ACTIVE' || charge.isDeleted) throw new NotPossible('it is not active');
    this.change(charge, 'EXPIRED');
    this.subscriptions.tell('OPENPIX:CHARGE_EXPIRED', charge.request.correlationID, { charge: this.view(charge) });
  }

  remove(charge: Charge): void {
    charge.isDeleted = true;
  }

  extend(charge: Charge, until: number): void {
    charge.expiresAt = until;
    charge.updatedAt = this.premises.clock.now();
    this.watch(charge);
  }

  /** Cents that no refund has asked for. */
  refundable({ pix, refunds }: Charge): number {
    return refunds.reduce((left, { value, status }) => (status === 'REJECTED' ? left : left - value), pix?.value ?? 0);
  }

  /** Accepted now, confirmed or rejected two seconds later. */
  refund(charge: Charge, correlationID: string, value: number, comment: string): Refund {
    const fails = this.premises.faults.take(['refund-fails'], 'refund') !== undefined;
    const endToEndId = this.endToEndId('D');
    const refund: Refund = { correlationID, value, comment, endToEndId, time: this.now(), status: 'IN_PROCESSING' };
    charge.refunds.push(refund);
    this.premises.clock.after(REFUND_TAKES_MS, () => {
      refund.status = fails ? 'REJECTED' : 'CONFIRMED';
      this.tellRefund(charge, refund);
    });
    return refund;
  }

  view(charge: Charge) {
    return viewOf(charge, this.premises.url());
  }

  reset(): void {
    this.charges = new Map();
  }

  /** The event of today, and the one that it replaced, which OpenPix still sends to who has it. */
  private tellRefund(charge: Charge, { status, value, time, endToEndId }: Refund): void {
    const { correlationID } = charge.request;
    if (!charge.pix) return;
    const partial = value < charge.pix.value;
    const { charge: _, ...originalTransaction } = pixOf(charge, charge.pix, this.premises.url());
    const refundTransaction = { value, time, endToEndId, status, type: 'REFUND', partial };
    const event =
      status === 'CONFIRMED' ? 'PIX_TRANSACTION_REFUND_SENT_CONFIRMED' : 'PIX_TRANSACTION_REFUND_SENT_REJECTED';
    this.subscriptions.tell(event, correlationID, { refundTransaction, originalTransaction });
    if (status !== 'CONFIRMED') return;
    const pix = { value, time, endToEndId, transactionID: charge.txid, type: 'REFUND', partial };
    const refunds = charge.refunds.map((one) => ({ value: one.value, status: one.status, endToEndId: one.endToEndId }));
    this.subscriptions.tell('OPENPIX:TRANSACTION_REFUND_RECEIVED', correlationID, {
      charge: this.view(charge),
      pix,
      refunds,
    });
  }

  private change(charge: Charge, status: Charge['status']): void {
    charge.status = status;
    charge.updatedAt = this.premises.clock.now();
  }

  /** Looks again when its time has come: it may have been extended. */
  private watch(charge: Charge): void {
    const { clock } = this.premises;
    clock.after(charge.expiresAt - clock.now(), () => {
      if (charge.status === 'ACTIVE' && !charge.isDeleted && clock.now() >= charge.expiresAt) this.expire(charge);
    });
  }

  private now(): string {
    return asIso(this.premises.clock.now());
  }

  /** 32 characters: what it is, whose bank, when (UTC, to the minute), and eleven of its own. */
  private endToEndId(kind: 'E' | 'D'): string {
    const minute = this.now().replace(/\D/g, '').slice(0, 12);
    return `${kind}${ISPB}${minute}${randomBytes(6).toString('hex').slice(0, 11)}`;
  }
}
