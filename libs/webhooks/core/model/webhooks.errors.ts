import { conflict, invalid, notFound, unauthenticated, unavailable } from '#libs/kernel';

export const forgedWebhook = () =>
  unauthenticated('WEBHOOK_SIGNATURE_INVALID', 'The signature of this webhook is missing or wrong.');

export const unreadableWebhook = () => invalid('WEBHOOK_UNREADABLE', 'This webhook is nothing that we can read.');

/** The sender tries again: Midtrans four times after this answer, and once after any other failure. */
export const notStored = () => unavailable('WEBHOOK_NOT_STORED', 'It could not be stored. Send it again.', 5);

export const webhookNotFound = () => notFound('webhook', 'WEBHOOK_NOT_FOUND');

export const notReplayable = () =>
  conflict('WEBHOOK_NOT_REPLAYABLE', 'Only a webhook with a good signature can be applied again.');
