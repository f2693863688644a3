import { conflict, notFound, ruleBroken } from '#libs/kernel';

export const prefixTaken = () =>
  conflict(
    'PREFIX_TAKEN',
    'Another outlet has this order_number_prefix, or had it, and two orders would have one number. Choose another.',
  );

export const outletNotFound = () => notFound('outlet', 'OUTLET_NOT_FOUND');
export const scheduleNotFound = () => notFound('schedule', 'SCHEDULE_NOT_FOUND');
export const reasonNotFound = () => notFound('reason', 'REASON_NOT_FOUND');

export const reasonLabelTaken = () =>
  conflict('REASON_LABEL_TAKEN', 'Another reason of this kind has that label at this outlet.');

export const reasonInactive = (label: string) =>
  ruleBroken('REASON_INACTIVE', `The reason ${label} is not in use at the moment.`, { label });

export const reasonOfOther = (label: string, kind: string) =>
  ruleBroken('REASON_OF_OTHER_KIND', `The reason ${label} is for something else.`, { label, kind });

export const reasonNoteRequired = (label: string) =>
  ruleBroken('REASON_NOTE_REQUIRED', `With the reason ${label}, say more in reason.`, { label });
