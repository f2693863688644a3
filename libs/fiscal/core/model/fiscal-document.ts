import type { MinorUnits } from '#libs/kernel';

import type { DocumentLinks, DocumentRef } from './authority-state.js';
import { NO_LINKS } from './authority-state.js';
import type { FiscalEnvironment, FiscalModel, Invoice } from './invoice.js';
import type { InvoiceFault } from './invoice-of.js';

/**
 * PENDING: to be put together and sent. BLOCKED: something of ours is missing, `faults` says what. PROCESSING: it was sent, or may have been.
 * REJECTED: the authority wants it corrected; the same document may be sent again. DENIED: final, its number is spent. FAILED: nobody
 * answered for days. WITHDRAWN: the sale was refunded before there was a document. The others say themselves.
 */
export const FISCAL_STATUSES = [
  'PENDING',
  'BLOCKED',
  'PROCESSING',
  'AUTHORIZED',
  'REJECTED',
  'DENIED',
  'FAILED',
  'CANCELLING',
  'CANCELLED',
  'CANCEL_REFUSED',
  'WITHDRAWN',
] as const;
export type FiscalStatus = (typeof FISCAL_STATUSES)[number];

/** What the tax authority is owed, or has, for one order. There is one per order at most. */
export interface FiscalDocument {
  readonly id: string;
  readonly outletId: string;
  readonly orderId: string;
  readonly customerId: string | null;
  readonly model: FiscalModel;
  readonly status: FiscalStatus;
  readonly reference: string;
  readonly provider: string;
  readonly environment: FiscalEnvironment;
  readonly cnpj: string;
  readonly companyId: string | null;
  /** What we count it under, from the first sending on; null where the provider counts. */
  readonly given: GivenNumber | null;
  /** As it stands on the document. */
  readonly series: number | null;
  readonly number: number | null;
  readonly accessKey: string | null;
  readonly protocol: string | null;
  readonly links: DocumentLinks;
  /** The authority's code and reason, or ours (`NO_ANSWER`, `WINDOW_PASSED`, `REOPENED`). */
  readonly code: string | null;
  readonly reason: string | null;
  readonly faults: readonly InvoiceFault[];
  readonly total: MinorUnits;
  /** As it was sent. Holds the buyer's data. */
  readonly invoice: Invoice | null;
  /** Whether the provider is known to have taken in what was sent last. */
  readonly taken: boolean;
  /** The sale was refunded while the document was under way: it is cancelled as soon as it is authorised. */
  readonly cancelWanted: boolean;
  readonly filesKept: boolean;
  /** The cancellation's own XML. */
  readonly cancellationKept: boolean;
  /** Names the next job, and makes the last one stale. */
  readonly step: number;
  /** Steps since something changed: what the pause grows by. */
  readonly tries: number;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly authorizedAt: Date | null;
}

/** A number of a series of ours. */
export interface GivenNumber {
  readonly series: number;
  readonly number: number;
}

export const refOf = ({ reference, model, companyId }: FiscalDocument): DocumentRef => ({
  reference,
  model,
  companyId,
});

export interface NewDocument {
  readonly id: string;
  readonly order: {
    readonly id: string;
    readonly outletId: string;
    readonly customerId: string | null;
    readonly totalAmount: MinorUnits;
  };
  readonly model: FiscalModel;
  readonly reference: string;
  readonly provider: string;
  readonly environment: FiscalEnvironment;
  readonly cnpj: string;
  readonly at: Date;
}

export const openDocument = ({ order, at, ...given }: NewDocument): FiscalDocument => ({
  ...given,
  outletId: order.outletId,
  orderId: order.id,
  customerId: order.customerId,
  status: 'PENDING',
  companyId: null,
  given: null,
  series: null,
  number: null,
  accessKey: null,
  protocol: null,
  links: NO_LINKS,
  code: null,
  reason: null,
  faults: [],
  total: order.totalAmount,
  invoice: null,
  taken: false,
  cancelWanted: false,
  filesKept: false,
  cancellationKept: false,
  step: 0,
  tries: 0,
  version: 1,
  createdAt: at,
  updatedAt: at,
  authorizedAt: null,
});

/** Whether files of it are still to be fetched. */
export const owesFiles = ({ status, filesKept, cancellationKept }: FiscalDocument): boolean =>
  ((status === 'AUTHORIZED' || status === 'CANCELLED' || status === 'CANCEL_REFUSED' || status === 'DENIED') &&
    !filesKept) ||
  (status === 'CANCELLED' && !cancellationKept);
