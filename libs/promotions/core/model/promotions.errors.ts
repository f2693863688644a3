import { conflict, invalid, type MinorUnits, notFound, ruleBroken } from '#libs/kernel';

/** Unknown, switched off, or of another outlet: the answer is the same on purpose. */
export const couponInvalid = () => ruleBroken('COUPON_INVALID', 'There is no such coupon, or it does not count here.');

export const couponNotStarted = (startsAt: Date) =>
  ruleBroken('COUPON_NOT_STARTED', 'This coupon does not count yet.', { starts_at: startsAt.toISOString() });

export const couponExpired = (endsAt: Date) =>
  ruleBroken('COUPON_EXPIRED', 'This coupon has expired.', { ends_at: endsAt.toISOString() });

export const couponMinimumNotMet = (minimum: MinorUnits, subtotal: MinorUnits, currency: string) =>
  ruleBroken('COUPON_MINIMUM_NOT_MET', 'This coupon is for larger orders.', {
    minimum_subtotal: minimum,
    subtotal,
    currency,
  });

export const couponUsedUp = () => ruleBroken('COUPON_USED_UP', 'This coupon has been used as often as it may be.');

export const couponAlreadyUsed = () =>
  ruleBroken('COUPON_ALREADY_USED', 'You have used this coupon as often as you may.');

export const couponNeedsCustomer = () =>
  ruleBroken('COUPON_NEEDS_CUSTOMER', 'This coupon counts per customer: say whose order it is.');

export const couponLimitTooLow = (used: number) =>
  ruleBroken('COUPON_LIMIT_TOO_LOW', 'It was used more often than that already. Switch it off to end it.', { used });

/** An admin changed it between the price and the order: what was shown is not what it gives now. */
export const couponChanged = () =>
  conflict('COUPON_CHANGED', 'The coupon was changed meanwhile. Look at the new price and order again.');

export const couponCodeTaken = (code: string) =>
  conflict('COUPON_CODE_TAKEN', `There is a coupon ${code} already.`, { code });

export const couponNotFound = () => notFound('coupon', 'COUPON_NOT_FOUND');

export const currencyWrong = (code: string, message: string) =>
  invalid('VALIDATION_FAILED', 'Some fields are not as they should be.', [{ pointer: '/currency', code, message }]);
