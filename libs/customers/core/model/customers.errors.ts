import { notFound, ruleBroken } from '#libs/kernel';

export const customerNotFound = () => notFound('customer', 'CUSTOMER_NOT_FOUND');
export const customerNeedsName = () =>
  ruleBroken(
    'CUSTOMER_NEEDS_NAME',
    'A customer is known by a name, an e-mail address or a telephone number: send one.',
  );
export const customerOwnsProfile = () =>
  ruleBroken('CUSTOMER_OWNS_PROFILE', 'This customer has an account of their own, and changes their data themselves.');
