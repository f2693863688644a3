import type { MinorUnits } from '#libs/kernel';

import type { AuthorityState, DocumentLinks } from './authority-state.js';
import { type FiscalDocument, type GivenNumber, owesFiles } from './fiscal-document.js';
import { pauseBefore } from './follow-up.js';
import type { Invoice } from './invoice.js';
import type { InvoiceFault } from './invoice-of.js';

/** A document and when it is looked at next; null when there is nothing left to do. */
export interface Move {
  readonly document: FiscalDocument;
  readonly next: Date | null;
}

type Changes = Partial<FiscalDocument>;

/** The `code` of what is WITHDRAWN as long as its bill is open again. */
export const REOPENED = 'REOPENED';

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
    case 'WITHDRAWN':
      // It waited for its bill, which is not settled again.
      return document.code === REOPENED ? moved(document, { code: null }, at) : null;
    default:
      return null;
  }
}

/** What becomes of a document whose bill is opened again: it was never sent to an end. Null where it was, or may have been. */
export function heldBack(document: FiscalDocument, at: Date): Move | null {
  const isUnsent = document.status === 'PENDING' || document.status === 'BLOCKED' || document.status === 'REJECTED';
  return isUnsent ? moved(document, { status: 'WITHDRAWN', code: REOPENED, reason: null }, at) : null;
}

/** What was held back is owed after all: the bill is settled again, at what it costs now. Null for any other. */
export const owedAgain = (document: FiscalDocument, total: MinorUnits, at: Date): Move | null =>
  document.status === 'WITHDRAWN' && document.code === REOPENED
    ? moved(document, { status: 'PENDING', total, code: null, reason: null, faults: [] }, at, at)
    : null;

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
