import { conflict, notFound } from '#libs/kernel';

export const prefixTaken = () =>
  conflict(
    'PREFIX_TAKEN',
    'Another outlet has this order_number_prefix, or had it, and two orders would have one number. Choose another.',
  );

export const outletNotFound = () => notFound('outlet', 'OUTLET_NOT_FOUND');
export const scheduleNotFound = () => notFound('schedule', 'SCHEDULE_NOT_FOUND');
