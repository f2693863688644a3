import { conflict, type MinorUnits, notFound, ruleBroken } from '#libs/kernel';

import { type HoldReason, nextStatuses, type OrderStatus } from './order-status.js';

export const orderNotFound = () => notFound('order', 'ORDER_NOT_FOUND');
export const lineNotFound = () => notFound('line on this order', 'ORDER_ITEM_NOT_FOUND');

export const nothingToFire = () =>
  ruleBroken('NOTHING_TO_FIRE', 'This order holds nothing back, and no station ever made anything of it.');

export const noStation = () =>
  ruleBroken('NO_STATION', 'No station makes anything of this order: accept it, or give its products a station.');

export const linesHeld = () =>
  conflict('LINES_HELD', 'Lines of this order wait: fire it, or void them, before it is done.');

export const lineGivenBack = () =>
  conflict('LINE_REFUNDED', 'This line was given back before anybody began: there is nothing left to make.');

export const linePartlyGivenBack = () =>
  conflict(
    'LINE_REFUNDED',
    'Pieces of this line were given back: those that are left can be struck, and nothing else of it changes.',
  );

/** `isLoss`: nobody paid for what was served, so that it may still be voided. */
export const invalidTransition = (from: OrderStatus, to: OrderStatus, isLoss = false) =>
  conflict('INVALID_TRANSITION', `What is ${from} cannot become ${to}.`, {
    current_status: from,
    allowed_statuses: [...nextStatuses(from), ...(isLoss ? ['VOIDED'] : [])].filter((status) => status !== to),
  });

/** Nothing was done; `quote` is what it comes to now. */
export const priceChanged = (expected: MinorUnits, total: MinorUnits, quote: object) =>
  conflict('PRICE_CHANGED', 'The price has changed meanwhile. Show the new total, and send that as expected_total.', {
    expected_total: expected,
    total_amount: total,
    quote,
  });

export const discountsClash = (...bills: readonly object[]) =>
  conflict(
    'MERGE_DISCOUNTS_CLASH',
    'Both bills have a coupon, and one bill cannot keep two. Pay them apart, or take one of the discounts off first.',
    { bills },
  );

export const lossNeedsReason = () =>
  ruleBroken('REASON_REQUIRED', 'It was served and nobody paid: say why it is written off, in reason.');

export const billClosed = (status: OrderStatus, paymentStatus: string) =>
  conflict('BILL_CLOSED', 'This bill is closed: nothing can be added to it or taken off.', {
    current_status: status,
    payment_status: paymentStatus,
  });

export const billVoided = () => conflict('BILL_VOIDED', 'This bill was voided: it is not opened again.');

export const billOpen = () => conflict('BILL_OPEN', 'This bill is open: change its lines, or pay it.');

export const billDue = (due: MinorUnits) =>
  conflict('BILL_DUE', 'Something is still due on this bill: it is settled when that is paid.', { amount_due: due });

export const reopenTooLate = (businessDate: string) =>
  conflict(
    'REOPEN_TOO_LATE',
    'A bill is opened again on its own business date alone: refund it, or exchange what was sold.',
    {
      business_date: businessDate,
    },
  );

export const billHasPayments = (paid: MinorUnits) =>
  conflict('ORDER_HAS_PAYMENTS', 'Money has been taken for this bill already; refund it first.', { paid_amount: paid });

export const customerUnknown = () => ruleBroken('CUSTOMER_UNKNOWN', 'There is no such customer.');

export const customerFixed = () =>
  ruleBroken('CUSTOMER_FIXED', 'The customer ordered this themselves: it stays theirs.');

export const serverUnknown = (userId: string) =>
  ruleBroken('SERVER_UNKNOWN', 'Nobody of that id works at this outlet.', { user_id: userId });

export const typeFixed = () =>
  ruleBroken('TYPE_FIXED', 'An order that was made online, or that has a parcel, stays what it is.');

export const orderParked = () =>
  conflict('ORDER_PARKED', 'This bill is parked: take it up again first (fire it, or take its payment).');

export const orderShipped = (status: OrderStatus, parcelState: string | null) =>
  conflict('ORDER_SHIPPED', 'Its parcel is under way: this order cannot be called off any more.', {
    current_status: status,
    parcel_state: parcelState,
  });

export const parcelSent = (parcelState: string) =>
  conflict('PARCEL_SENT', 'Its parcel is under way: where it goes cannot be changed any more. Ask the carrier.', {
    parcel_state: parcelState,
  });

export const parcelNotBooked = () =>
  ruleBroken('NO_PARCEL', 'No parcel is booked for this order: there is no address to correct.');

export const addressTooFar = () =>
  ruleBroken(
    'ADDRESS_TOO_FAR',
    'The freight was priced for another part of the country. Cancel this order and place it again, or ask the shop.',
  );

export const orderHasParcel = (orderId: string) =>
  ruleBroken('ORDER_HAS_PARCEL', 'A parcel is booked for a bill that would end: merge the others into that one.', {
    order_id: orderId,
  });

export const orderVoided = () => conflict('ORDER_VOIDED', 'A voided order is not sent.', { current_status: 'VOIDED' });

export const orderIdTaken = (orderId: string) =>
  conflict('ORDER_ID_TAKEN', 'There is another order with this id already.', { order_id: orderId });

export const lineIdTaken = (lineId?: string) =>
  conflict(
    'LINE_ID_TAKEN',
    'A line with this id is ordered already, and is another one.',
    lineId === undefined ? {} : { item_id: lineId },
  );

export const tableSessionRequired = () =>
  ruleBroken('TABLE_SESSION_REQUIRED', "To order at a table, scan the table's QR code.");

/** The bill is being made already, and what guests order waits here. */
export const roundWaits = (holdReason: HoldReason) =>
  conflict('ROUND_WAITS', 'What guests order here waits first: send it as an order with join: OPEN_BILL.', {
    hold_reason: holdReason,
  });

export const alreadyPaid = () => conflict('ORDER_ALREADY_PAID', 'This bill is paid.', { payment_status: 'PAID' });

export const amountOverDue = (due: MinorUnits) =>
  ruleBroken('AMOUNT_OVER_DUE', 'That is more than is still due.', { amount_due: due });

export const refundTooLarge = (left: MinorUnits) =>
  ruleBroken('REFUND_TOO_LARGE', 'More than was paid for this order cannot be refunded.', { refundable_amount: left });

export const trackingNotFound = () => notFound('parcel', 'TRACKING_NOT_FOUND');

export const orderItemVersionRequired = () =>
  ruleBroken(
    'VERSION_REQUIRED',
    'Say which version of the order you counted on (version or If-Match), or send quantity_delta instead of quantity.',
  );

export const piecesLeft = (name: string, quantity: number) =>
  ruleBroken('QUANTITY_TOO_SMALL', `There are only ${quantity} of ${name} on the bill.`, { quantity });

export const seatsEmpty = (seats: readonly number[]) =>
  ruleBroken('SEATS_EMPTY', 'There is nothing on this bill for these seats.', { seats });

export const nothingToRepeat = (skipped: readonly { itemId: string; name: string; code: string }[]) =>
  ruleBroken('NOTHING_TO_REPEAT', 'Nothing of this round can be had again.', {
    skipped: skipped.map(({ itemId, name, code }) => ({ item_id: itemId, name, code })),
  });

export const compTooMany = (name: string, quantity: number) =>
  ruleBroken('COMP_TOO_MANY', `There are only ${quantity} of ${name} on the bill.`, { quantity });

export const guestOrderTaken = () =>
  conflict('ORDER_NOT_HELD', 'The staff have this order already: ask them to change it.');

export const notOffered = (methods: readonly string[]) =>
  ruleBroken('PAYMENT_METHOD_NOT_OFFERED', 'This outlet does not take that.', { methods });
