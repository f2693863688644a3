import { conflict, DomainError, forbidden, invalid, type MinorUnits, notFound, ruleBroken } from '#libs/kernel';

import type { BillPart } from './payable.js';
import type { PaymentStatus } from './payment-status.js';

export const paymentNotFound = () => notFound('payment', 'PAYMENT_NOT_FOUND');

export const tenderNotFound = () => notFound('tender', 'TENDER_NOT_FOUND');

export const tenderNameTaken = (name: string) =>
  conflict('TENDER_NAME_TAKEN', 'Another tender of this outlet has that name.', { name });

/** `tenders` are those that may be named. */
export const tenderRequired = (method: string, tenders: readonly { readonly id: string }[]) =>
  ruleBroken('TENDER_REQUIRED', 'Name the tender: this outlet does not have exactly one of that method.', {
    method,
    tenders: tenders.map(({ id }) => id),
  });

export const tenderInactive = (name: string) =>
  ruleBroken('TENDER_INACTIVE', `${name} is not in use at the moment.`, { tender: name });

export const referenceRequired = (name: string) =>
  ruleBroken('REFERENCE_REQUIRED', `${name} asks for the number of the slip, transfer or voucher.`, { tender: name });

export const last4Required = (name: string) =>
  ruleBroken('LAST4_REQUIRED', `${name} asks for the last four digits of the card.`, { tender: name });

export const referenceTaken = (reference: string) =>
  conflict('REFERENCE_TAKEN', 'That slip was booked already today.', { reference });

export const tenderAtTheTill = () => forbidden('TENDER_AT_THE_TILL', 'That is paid at the till, to a member of staff.');

export const referenceUnexpected = () =>
  invalid('REFERENCE_UNEXPECTED', 'Only money that goes back by a tender goes back with a reference.');

export const refundTenderClosed = (name: string) =>
  ruleBroken('REFUND_TENDER_CLOSED', `Money is not given back by ${name}.`, { tender: name });

/** Cash is there, and a gateway says itself what became of its charge. */
export const paymentFixed = ({ id, status }: { id: string; status: PaymentStatus }) =>
  conflict('PAYMENT_FIXED', 'This payment cannot be changed by hand.', { payment_id: id, payment_status: status });

export const tenderUnexpected = () => invalid('TENDER_UNEXPECTED', 'Cash has no tender, no reference and no card.');

export const sameTender = (method: string) =>
  ruleBroken('SAME_TENDER', 'That is what this payment is recorded as already.', { method });

/** It was taken without a shift: no drawer could hold the cash. */
export const retenderNoDrawer = () =>
  ruleBroken(
    'RETENDER_NO_DRAWER',
    'This payment is in no shift, so no drawer has its cash. Give it back, and take it in cash.',
  );

export const methodUnavailable = (method: string, currency: string) =>
  ruleBroken('PAYMENT_METHOD_UNAVAILABLE', `No gateway here takes ${method} in ${currency}.`, { method, currency });

export const providerUnavailable = (gateway: string, retryAfter: number, paymentId?: string) =>
  new DomainError('unavailable', 'PROVIDER_UNAVAILABLE', `${gateway} does not answer at the moment. Try again later.`, {
    retry_after: retryAfter,
    ...(paymentId !== undefined && { payment_id: paymentId }),
  });

export const paymentRefused = (paymentId: string, reason: string) =>
  ruleBroken('PAYMENT_REFUSED', 'The gateway refused to open this payment.', { payment_id: paymentId, reason });

export const paymentNotOpen = ({ id, status }: { id: string; status: PaymentStatus }) =>
  conflict('PAYMENT_NOT_OPEN', 'This payment is no longer open.', { payment_id: id, payment_status: status });

interface PartPayment {
  readonly id: string;
  readonly method: string;
  readonly amount: MinorUnits;
  readonly part?: BillPart | null;
  readonly expiresAt?: Date | null;
}

/** Others are paying for parts of the bill; `free` is what is due beside them. */
export const partsTaken = (free: MinorUnits, others: readonly PartPayment[], more: object = {}) =>
  conflict('ITEMS_TAKEN', 'Somebody else is paying for that at the moment. Choose something else, or wait.', {
    amount_free: Math.max(free, 0),
    payments: others.map(({ id, method, amount, part, expiresAt }) => ({
      payment_id: id,
      method,
      amount,
      items: part?.kind === 'items' ? part.pieces.map(({ lineId, quantity }) => ({ item_id: lineId, quantity })) : null,
      share: part?.kind === 'share' ? { ways: part.ways } : null,
      expires_at: expiresAt?.toISOString() ?? null,
    })),
    ...more,
  });

export const worthNothing = () =>
  ruleBroken('NOTHING_TO_REFUND', 'Nothing was paid for these items.', { refundable_amount: 0 });

/** What goods paid for has no place of its own to go back to. */
export const refundToRequired = () =>
  ruleBroken(
    'REFUND_TO_REQUIRED',
    'Other goods paid for this: say in refund_to how it is given back, or exchange it again.',
  );

export const cashTooSmall = (coin: number) =>
  ruleBroken('CASH_REFUND_TOO_SMALL', 'No coin is that small: give back more at once, or all that is left.', {
    smallest_coin: coin,
  });

/** The sums of a payment that say what is left of it. */
interface Sums {
  readonly status: PaymentStatus;
  readonly amount: MinorUnits;
  readonly refundedAmount: MinorUnits;
  readonly refundPending: MinorUnits;
  readonly tip: MinorUnits;
  readonly refundedTip: MinorUnits;
  readonly tipPending: MinorUnits;
}

export const nothingLeft = (payment: Sums) =>
  ruleBroken('REFUND_TOO_LARGE', 'More than is left of this payment cannot be refunded.', {
    refundable_amount: Math.max(payment.amount - payment.refundedAmount - payment.refundPending, 0),
    payment_status: payment.status,
    ...(payment.tip > 0 && { refundable_tip: Math.max(payment.tip - payment.refundedTip - payment.tipPending, 0) }),
  });

export const nothingLeftOfBill = (left: MinorUnits, tip: MinorUnits) =>
  ruleBroken('REFUND_TOO_LARGE', 'More than is left of what was paid for this order cannot be refunded.', {
    refundable_amount: left,
    ...(tip > 0 && { refundable_tip: tip }),
  });

export const tipTooLarge = (amount: MinorUnits, tip: MinorUnits) =>
  ruleBroken('TIP_TOO_LARGE', 'The tip is more than what it is given for. Look again, or send tip_confirmed: true.', {
    amount,
    tip,
  });

export const tipNotInCoins = (tip: MinorUnits, coin: MinorUnits) =>
  ruleBroken('TIP_NOT_IN_COINS', 'No coins make that tip: in cash it is a multiple of the smallest one.', {
    tip,
    cash_rounding: coin,
  });

export const tenderedRequired = () =>
  ruleBroken('TENDERED_REQUIRED', 'Say what the guest handed over: the change of it is the tip.');

/** A gateway charged it, it went back, or the drawer that it is in was counted. */
export const tipFixed = ({ id, status }: { id: string; status: PaymentStatus }) =>
  conflict('TIP_FIXED', 'The tip of this payment cannot be changed any more.', {
    payment_id: id,
    payment_status: status,
  });

export const tipToUnknown = (userIds: readonly string[]) =>
  ruleBroken('TIP_TO_UNKNOWN', 'A tip is for somebody who works at this outlet.', { user_ids: [...userIds] });

export const tipOutTooLarge = (owed: MinorUnits) =>
  ruleBroken('TIP_OUT_TOO_LARGE', 'That is more than this person is owed in tips.', { owed: Math.max(owed, 0) });

export const poolEmpty = (left: MinorUnits) =>
  ruleBroken('TIP_POOL_EMPTY', 'Nothing is left in the pool of these days.', { left });

export const periodBackwards = () =>
  invalid('PERIOD_BACKWARDS', 'from should not be after to.', [
    { pointer: '/from', code: 'PERIOD_BACKWARDS', message: 'from should not be after to' },
  ]);

export const sharedTwice = (userId: string) =>
  ruleBroken('TIP_SHARED_TWICE', 'Name everybody once.', { user_id: userId });

export const cashShareTooSmall = (share: MinorUnits, step: MinorUnits) =>
  ruleBroken(
    'CASH_SHARE_TOO_SMALL',
    'Cash has no coin for so little. Pay it together with another share, or by another method.',
    { amount: share, cash_rounding: step },
  );

export const tenderedTooLittle = (due: MinorUnits, tendered: MinorUnits) =>
  ruleBroken('TENDERED_TOO_LITTLE', 'That is less cash than is due.', { amount_due: due, tendered });

/** A barcode that was scanned into the field of the cash is such a number. */
export const tenderedUnlikely = (due: MinorUnits, tendered: MinorUnits) =>
  ruleBroken(
    'TENDERED_UNLIKELY',
    'That is more cash than anybody hands over for this bill. Count it again, or send tendered_confirmed: true.',
    { amount_due: due, tendered },
  );
