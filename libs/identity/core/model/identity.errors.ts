import { conflict, forbidden, invalid, notFound, rateLimited, ruleBroken, unauthenticated } from '#libs/kernel';

/** The same for an unknown user and for a wrong password. */
export const loginFailed = () => unauthenticated('LOGIN_FAILED', 'The name or the password is wrong.');
export const pinFailed = () =>
  unauthenticated('PIN_FAILED', 'The PIN is wrong, or that colleague cannot sign in here.');
export const refreshTokenInvalid = () =>
  unauthenticated(
    'REFRESH_TOKEN_INVALID',
    'The refresh token is not valid, has expired, or its session has ended. Log in again.',
  );
export const refreshTokenReused = () =>
  unauthenticated(
    'REFRESH_TOKEN_REUSED',
    'This refresh token was used before, so its session has been ended. Log in again.',
  );
export const resetTokenInvalid = () =>
  ruleBroken('RESET_TOKEN_INVALID', 'This link was used before or has expired. Ask for a new one.');

export const loginNameMissing = () =>
  invalid('VALIDATION_FAILED', 'Some fields are not as they should be.', [
    { pointer: '/username', code: 'LOGIN_NAME_REQUIRED', message: 'username or email is needed' },
  ]);
export const loginNameRequired = () =>
  ruleBroken('LOGIN_NAME_REQUIRED', 'An account keeps a username or an e-mail address to log in with.');
export const usernameTaken = () => conflict('USERNAME_TAKEN', 'Somebody else has this username. Choose another.');
export const emailTaken = () => conflict('EMAIL_TAKEN', 'There is an account with this e-mail address already.');
export const versionConflict = (version: number) =>
  conflict('VERSION_CONFLICT', 'Somebody else has changed this meanwhile. Read it again, then repeat your change.', {
    version,
  });
export const lastAdmin = () => ruleBroken('LAST_ADMIN', 'This is the last ADMIN. Make somebody else an ADMIN first.');
export const customerHasNoOutlets = () =>
  ruleBroken('CUSTOMER_HAS_NO_OUTLETS', 'A CUSTOMER belongs to no outlet: leave out outlet_ids.');
export const outletUnknown = (outletIds: readonly string[]) =>
  ruleBroken('OUTLET_UNKNOWN', 'Some of the outlets do not exist.', { outlet_ids: outletIds });
export const pinForStaffOnly = () =>
  ruleBroken('PIN_FOR_STAFF_ONLY', 'A PIN switches staff on a till; a CUSTOMER has none.');
export const currentPasswordWrong = () =>
  ruleBroken('CURRENT_PASSWORD_WRONG', 'The current password is wrong or missing. Send it as current_password.');
export const passwordCommon = () =>
  ruleBroken('PASSWORD_COMMON', 'This password is easy to guess. Choose one that nobody else would think of.');
export const reauthenticationRequired = () =>
  forbidden(
    'REAUTHENTICATION_REQUIRED',
    'Send your current password as current_password, or log in with it again and repeat this within five minutes.',
  );
export const tooManyAddresses = (most: number) =>
  ruleBroken('TOO_MANY_ADDRESSES', `At most ${most} addresses are kept. Delete one first.`);
export const postalCodeInvalid = () =>
  invalid('VALIDATION_FAILED', 'Some fields are not as they should be.', [
    {
      pointer: '/postal_code',
      code: 'CEP_INVALID',
      message: 'a Brazilian postal_code is a CEP of 8 digits, as in 01310-100',
    },
  ]);

export const userNotFound = () => notFound('user', 'USER_NOT_FOUND');
export const addressNotFound = () => notFound('address', 'ADDRESS_NOT_FOUND');

export const approvalRequired = () =>
  forbidden('APPROVAL_REQUIRED', 'A SUPERVISOR has to approve this: send who approves, with their PIN or password.');
export const approvalDenied = () =>
  forbidden('APPROVAL_DENIED', 'The approval is not good: the PIN or password is wrong, or they may not approve here.');

export const deviceNotFound = () => notFound('device', 'DEVICE_NOT_FOUND');
export const pairingNotFound = () => notFound('pairing', 'PAIRING_NOT_FOUND');
export const deviceHasNoLogin = () =>
  forbidden('DEVICE_HAS_NO_LOGIN', 'A device has no login of its own. A SUPERVISOR or ADMIN changes or revokes it.');
export const tooManyPairings = (seconds: number) =>
  rateLimited(`Too many devices wait to be let in here. Try again in ${seconds} s.`, seconds);
