import { conflict, notFound } from '#libs/kernel';

export const notificationNotFound = () => notFound('notification', 'NOTIFICATION_NOT_FOUND');
export const notificationSent = () =>
  conflict('NOTIFICATION_SENT', 'This mail was sent: it is not sent twice.', { current_status: 'SENT' });
