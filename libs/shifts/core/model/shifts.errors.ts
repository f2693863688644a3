import { conflict, forbidden, notFound, ruleBroken } from '#libs/kernel';

import type { ShiftDrawer } from './named-drawer.js';

export const shiftNotFound = () => notFound('shift', 'SHIFT_NOT_FOUND');

export const noOpenShift = () => conflict('NO_OPEN_SHIFT', 'This cashier has no open shift here. Open one first.');

/** For reads: there is nothing to show. */
export const noShiftToShow = () => notFound('open shift', 'NO_OPEN_SHIFT');

export const shiftAlreadyOpen = (shiftId: string) =>
  conflict('SHIFT_ALREADY_OPEN', 'This cashier already has an open shift here. Close it before opening another.', {
    shift_id: shiftId,
  });

export const drawerNotFound = () => notFound('drawer', 'DRAWER_NOT_FOUND');

export const drawerNameTaken = (name: string) =>
  conflict('DRAWER_NAME_TAKEN', 'Another drawer of this outlet has that name.', { name });

/** `userName` is null for somebody whose account is gone. */
export const drawerTaken = (
  drawer: ShiftDrawer,
  shift: { readonly id: string; readonly userId: string },
  userName: string | null,
) =>
  conflict(
    'DRAWER_TAKEN',
    `${userName ?? 'Somebody'} has ${drawer.name}. Their shift is closed, or handed over, first.`,
    { drawer_id: drawer.id, drawer_name: drawer.name, shift_id: shift.id, user_id: shift.userId, user_name: userName },
  );

/** A person takes cash into one drawer an outlet: their own, or a colleague's. */
export const alreadyInShift = (shiftId: string) =>
  conflict('ALREADY_IN_SHIFT', 'This person is in an open shift here. They leave it, or it is closed, first.', {
    shift_id: shiftId,
  });

export const shiftClosed = (shiftId: string, status: 'OPEN' | 'ENDED' | 'CLOSED' = 'CLOSED') =>
  conflict('SHIFT_CLOSED', 'This shift is closed. What it was is in its report.', {
    shift_id: shiftId,
    current_status: status,
  });

/** Only what was ended waits for an audit. */
export const shiftNotEnded = (shiftId: string, status: string) =>
  conflict('SHIFT_NOT_ENDED', 'This shift does not wait for an audit: it is open still, or it was audited.', {
    shift_id: shiftId,
    current_status: status,
  });

export const ownCount = () =>
  forbidden('OWN_COUNT', 'Somebody else looks at what you counted: a drawer is audited by another person.');

/** The next shift began with what was counted: it cannot be counted again. */
export const countHandedOver = () =>
  conflict(
    'COUNT_HANDED_OVER',
    'The next cashier began with that count. Audit it as it is; what is found is an adjustment.',
  );

/** Until then a payment is put right itself, and cash that was brought or taken is a movement. */
export const shiftNotClosed = (shiftId: string) =>
  conflict('SHIFT_NOT_CLOSED', 'This shift is not closed yet: put right the payment, or record the cash that moved.', {
    shift_id: shiftId,
  });

/** For changes of an account that would leave a drawer without anybody to close it. */
export const shiftOpen = (shiftId: string) =>
  conflict('SHIFT_OPEN', 'This person has an open shift. Close it first, then repeat this.', { shift_id: shiftId });

export const roleHasNoDrawer = (role: string) =>
  ruleBroken('ROLE_HAS_NO_DRAWER', `A ${role} has no drawer. Open the shift for a KASIR, WAITER, SUPERVISOR or ADMIN.`);

export const notYourShift = () => forbidden('NOT_YOUR_SHIFT', "Another cashier's shift is a supervisor's to touch.");

/** Says nothing of how far off, or in which direction: the count stays blind. */
export const countNeedsApproval = () =>
  forbidden(
    'APPROVAL_REQUIRED',
    "The count is off by more than this outlet allows. Count again, or close with a supervisor's approval.",
  );

export const denominationsDiffer = (counted: number, sum: number) =>
  ruleBroken('DENOMINATIONS_DIFFER', 'The coins and notes are not what was counted.', {
    end_cash: counted,
    denominations_sum: sum,
  });

/** Says nothing of what the tenders took: the count stays blind. */
export const declarationMissing = (tenderIds: readonly string[]) =>
  ruleBroken('DECLARATION_MISSING', 'Say what these tenders took: their slips lie in the drawer.', {
    tenders: [...tenderIds],
  });

/** `tenderIds` are those of that method. */
export const declaredUnknown = (method: string, tenderIds: readonly string[]) =>
  ruleBroken('DECLARED_UNKNOWN', 'Name the tender that you declare: this outlet does not have exactly one like it.', {
    method,
    tenders: [...tenderIds],
  });

/** `tenderIds` are those of that method. */
export const tenderUnnamed = (method: string, tenderIds: readonly string[]) =>
  ruleBroken('TENDER_UNNAMED', 'Name the tender whose money it is: this outlet does not have exactly one like it.', {
    method,
    tenders: [...tenderIds],
  });

export const declaredTwice = (tenderId: string) =>
  ruleBroken('DECLARED_TWICE', 'A tender is declared once.', { tender_id: tenderId });

/** Barcodes and slips of the finger are such numbers; see `mostCashAtOnce`. */
export const startCashUnlikely = () =>
  ruleBroken(
    'START_CASH_UNLIKELY',
    'No drawer starts with that much cash. Count it again, or send start_cash_confirmed: true.',
  );

export const endCashUnlikely = () =>
  ruleBroken(
    'END_CASH_UNLIKELY',
    'That is far more cash than can be in this drawer. Count it again, or send end_cash_confirmed: true.',
  );

export const payInUnlikely = () =>
  ruleBroken(
    'AMOUNT_UNLIKELY',
    'Nobody brings that much cash to a drawer at once. Count it again, or send amount_confirmed: true.',
  );

export const noSaleMovesNothing = () =>
  ruleBroken('NO_SALE_MOVES_NOTHING', 'A NO_SALE has the amount 0. Cash that moves is a PAY_IN, a PAY_OUT or a DROP.');

export const drawerTooLow = (drawer: { readonly held: number } | null) =>
  conflict('DRAWER_TOO_LOW', 'The drawer does not hold that much cash.', drawer ? { held: drawer.held } : {});

export const drawerTooFull = () =>
  ruleBroken('DRAWER_TOO_FULL', 'No drawer holds that much cash. Check the amount, or drop some into the safe first.');

/** An X was asked for of a shift that is closed, or a Z of one that is open. */
export const otherReport = (present: 'X' | 'Z') =>
  conflict(
    'SHIFT_REPORT_OTHER',
    'A shift has an X report while it is open and a Z report after: ask for the one it has.',
    {
      report_type: present,
    },
  );
