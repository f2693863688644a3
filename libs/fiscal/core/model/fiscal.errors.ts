import { conflict, notFound } from '#libs/kernel';

import type { FiscalStatus } from './fiscal-document.js';

export const documentNotFound = () => notFound('fiscal document', 'FISCAL_DOCUMENT_NOT_FOUND');

export const fileNotKept = () => notFound('file of this document yet', 'FISCAL_FILE_NOT_KEPT');

/** The sale has an invoice, or may have one by now. */
export const documentIssued = (status: FiscalStatus) =>
  conflict('FISCAL_DOCUMENT_ISSUED', 'An invoice was sent for this bill: refund it, or exchange what was sold.', {
    fiscal_status: status,
  });

/** Nothing is owed for this order: the state says why. */
export const nothingOwed = (status: FiscalStatus) =>
  conflict('FISCAL_NOTHING_OWED', 'There is nothing left to try for this document.', { current_status: status });

/** No document is issued for an order in this state. */
export const notIssued = (reason: string, paymentStatus: string) =>
  conflict('FISCAL_NOT_ISSUED', reason, { payment_status: paymentStatus });

export const providerMissing = () =>
  conflict('FISCAL_PROVIDER_MISSING', 'This installation issues no documents: set NFE_PROVIDER and what goes with it.');

export const documentMoved = () =>
  conflict('FISCAL_CHANGED', 'The document moved at the same moment. Look at it again before you retry.');
