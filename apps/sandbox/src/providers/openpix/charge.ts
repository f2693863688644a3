import type { ChargeRequest, Customer } from './charge-request.js';

export interface Refund {
  readonly correlationID: string;
  readonly value: number;
  readonly comment: string;
  readonly endToEndId: string;
  readonly time: string;
  status: 'IN_PROCESSING' | 'CONFIRMED' | 'REJECTED';
}

/** What a payer's bank sent. */
export interface Pix {
  /** Cents: what was asked, unless a fault says otherwise. */
  readonly value: number;
  readonly time: string;
  readonly endToEndId: string;
  readonly payer: Customer;
}

export interface Charge {
  readonly request: ChargeRequest;
  readonly txid: string;
  readonly linkId: string;
  readonly globalId: string;
  readonly brCode: string;
  readonly createdAt: number;
  updatedAt: number;
  expiresAt: number;
  status: 'ACTIVE' | 'COMPLETED' | 'EXPIRED';
  isDeleted: boolean;
  pix?: Pix;
  readonly refunds: Refund[];
}

const PIX_KEY = 'b5f6b9a0-3c1d-4a5e-8f62-0a1b2c3d4e5f';
const FEE_CENTS = 50;

/** A charge as the API tells it; `url` is the base of its links. */
export function viewOf(charge: Charge, url: string) {
  const { request, txid, linkId, pix } = charge;
  const image = `${url}/openpix/charge/brcode/image/${linkId}.png`;
  const { correlationID, value, expiresIn } = request;
  return {
    status: charge.status,
    value,
    correlationID,
    identifier: txid,
    transactionID: txid,
    globalID: charge.globalId,
    paymentLinkID: linkId,
    paymentLinkUrl: `${url}/pay/${linkId}`,
    brCode: charge.brCode,
    pixKey: PIX_KEY,
    qrCodeImage: image,
    expiresIn,
    expiresDate: asIso(charge.expiresAt),
    createdAt: asIso(charge.createdAt),
    updatedAt: asIso(charge.updatedAt),
    comment: request.comment,
    additionalInfo: request.additionalInfo,
    type: 'DYNAMIC',
    discount: 0,
    valueWithDiscount: value,
    customer: request.customer ?? null,
    paymentMethods: {
      pix: {
        method: 'PIX_COB',
        txId: txid,
        value,
        status: charge.status,
        fee: FEE_CENTS,
        brCode: charge.brCode,
        qrCodeImage: image,
      },
    },
    ...(pix ? { paidAt: pix.time, payer: pix.payer } : {}),
  };
}

/** The PIX that paid a charge, as the API tells it. */
export function pixOf(charge: Charge, { value, time, endToEndId, payer }: Pix, url: string) {
  return {
    value,
    time,
    endToEndId,
    transactionID: charge.txid,
    infoPagador: charge.request.comment,
    type: 'PAYMENT',
    payer,
    charge: viewOf(charge, url),
  };
}

export const asIso = (time: number): string => new Date(time).toISOString();
