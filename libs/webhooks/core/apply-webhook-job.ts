/** The kind of the jobs that apply stored webhooks; one a webhook, and one more for every replay. */
export const APPLY_WEBHOOK = 'webhooks.apply';
