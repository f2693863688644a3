import type { MinorUnits } from '#libs/kernel';

import type { AuthorityState, DocumentLinks, DocumentRef } from './fiscal-authority.js';
import { NO_LINKS } from './fiscal-authority.js';
import { pauseBefore } from './follow-up.js';
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
  /** The authority's code and reason, or ours (`NO_ANSWER`, `WINDOW_PASSED`). */
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

/** A document and when it is looked at next; null when there is nothing left to do. */
export interface Move {
  readonly document: FiscalDocument;
  readonly next: Date | null;
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

type Changes = Partial<FiscalDocument>;

/** Something happened: the pause starts anew. */
export function moved(document: FiscalDocument, changes: Changes, at: Date, next: Date | null = null): Move {
  const version = document.version + 1;
  return {
    document: { ...document, ...changes, tries: 0, step: document.step + 1, version, updatedAt: at },
    next,
  };
}

/** Nothing happened: it is looked at again, later each time; `null` when patience is at an end. */
export function waited(document: FiscalDocument, changes: Changes, at: Date): Move | null {
  const tries = document.tries + 1;
  const pause = pauseBefore(tries);
  if (pause === null) return null;
  const { document: later } = moved(document, changes, at);
  return { document: { ...later, tries }, next: new Date(at.getTime() + pause) };
}

export const blocked = (document: FiscalDocument, faults: readonly InvoiceFault[], at: Date): Move =>
  moved(document, { status: 'BLOCKED', faults, code: 'INCOMPLETE', reason: null }, at);

/** It is about to be sent: from here on it is asked for before it is sent again. */
export const sealed = (document: FiscalDocument, invoice: Invoice, at: Date): Move =>
  moved(
    document,
    {
      status: 'PROCESSING',
      invoice,
      given: givenIn(invoice),
      series: invoice.series,
      number: invoice.number,
      companyId: invoice.issuer.companyId,
      cnpj: invoice.issuer.cnpj,
      faults: [],
      code: null,
      reason: null,
      taken: false,
    },
    at,
    new Date(at.getTime() + (pauseBefore(1) ?? 0)),
  );

const givenIn = ({ series, number }: Invoice): GivenNumber | null =>
  series === null || number === null ? null : { series, number };

/** What the provider says becomes the document's own state. */
export function applied(document: FiscalDocument, state: AuthorityState, at: Date): Move | null {
  const told: Changes = {
    taken: true,
    number: state.number ?? document.number,
    series: state.series ?? document.series,
    accessKey: state.accessKey ?? document.accessKey,
    protocol: state.protocol ?? document.protocol,
    code: state.code,
    reason: state.reason,
    links: mergedLinks(document.links, state.links),
  };
  switch (state.status) {
    case 'PROCESSING':
      return waited(document, told, at);
    case 'REJECTED':
      return moved(document, { ...told, ...unissued(document) }, at);
    case 'DENIED':
      return moved(document, { ...told, status: 'DENIED' }, at, at);
    case 'AUTHORIZED':
      return authorized(document, { ...told, authorizedAt: document.authorizedAt ?? state.authorizedAt ?? at }, at);
    case 'CANCELLING':
      return waited(document, { ...told, status: 'CANCELLING' }, at);
    case 'CANCELLED':
      return moved(document, { ...told, status: 'CANCELLED', cancelWanted: false }, at, at);
    case 'CANCEL_REFUSED':
      return moved(document, { ...told, status: 'CANCEL_REFUSED', cancelWanted: false }, at, at);
  }
}

/** Authorised: its files are fetched at once, and where the sale was refunded meanwhile it is cancelled first. */
const authorized = (document: FiscalDocument, changes: Changes, at: Date): Move =>
  moved(document, { ...changes, status: document.cancelWanted ? 'CANCELLING' : 'AUTHORIZED' }, at, at);

export const refused = (document: FiscalDocument, code: string, reason: string, at: Date): Move =>
  moved(document, { ...unissued(document), code, reason }, at);

/** Nothing came of it: whoever still wants it may correct it; after a refund nobody does. */
const unissued = ({ cancelWanted }: FiscalDocument): Changes => ({ status: cancelWanted ? 'WITHDRAWN' : 'REJECTED' });

export const failed = (document: FiscalDocument, at: Date): Move =>
  moved(document, { status: 'FAILED', code: 'NO_ANSWER', reason: null }, at);

export const cancelRefused = (document: FiscalDocument, code: string, reason: string | null, at: Date): Move =>
  moved(document, { status: 'CANCEL_REFUSED', cancelWanted: false, code, reason }, at, document.filesKept ? null : at);

/** Whether files of it are still to be fetched. */
export const owesFiles = ({ status, filesKept, cancellationKept }: FiscalDocument): boolean =>
  ((status === 'AUTHORIZED' || status === 'CANCELLED' || status === 'CANCEL_REFUSED' || status === 'DENIED') &&
    !filesKept) ||
  (status === 'CANCELLED' && !cancellationKept);

/** What a refund of the whole sale makes of its document; null where it changes nothing. */
export function refundedSale(document: FiscalDocument, at: Date): Move | null {
  switch (document.status) {
    case 'PENDING':
    case 'BLOCKED':
    case 'REJECTED':
      return moved(document, { status: 'WITHDRAWN' }, at);
    case 'PROCESSING':
      return document.cancelWanted ? null : moved(document, { cancelWanted: true }, at, at);
    case 'FAILED':
      return moved(document, { status: 'PROCESSING', cancelWanted: true }, at, at);
    case 'AUTHORIZED':
      return moved(document, { status: 'CANCELLING', code: null, reason: null }, at, at);
    default:
      return null;
  }
}

/** What an administrator's retry makes of it; null where nothing is owed any more. */
export function retried(document: FiscalDocument, at: Date): Move | null {
  switch (document.status) {
    case 'BLOCKED':
    case 'REJECTED':
      return moved(document, { status: 'PENDING' }, at, at);
    case 'FAILED':
      return moved(document, { status: 'PROCESSING', code: null }, at, at);
    case 'PENDING':
    case 'PROCESSING':
    case 'CANCELLING':
      return moved(document, {}, at, at);
    case 'CANCEL_REFUSED':
      return moved(document, { status: 'CANCELLING', code: null, reason: null }, at, at);
    default:
      return owesFiles(document) ? moved(document, {}, at, at) : null;
  }
}

const mergedLinks = (known: DocumentLinks, told: DocumentLinks): DocumentLinks => ({
  xml: told.xml ?? known.xml,
  danfe: told.danfe ?? known.danfe,
  qrCode: told.qrCode ?? known.qrCode,
  lookup: told.lookup ?? known.lookup,
  cancellationXml: told.cancellationXml ?? known.cancellationXml,
});
