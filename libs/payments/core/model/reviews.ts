/** What a gateway tells in its events alone: it stands, whatever the gateway answers when it is asked. */
const STANDING: ReadonlySet<string> = new Set(['OTHER_AMOUNT', 'OTHER_PAYER']);

export const stands = (review: string | null): boolean => review !== null && STANDING.has(review);

/** Doubts whether there is money: gone when it comes. */
export const ANSWERED_BY_MONEY: readonly string[] = ['CHALLENGED', 'unconfirmed', 'unresolved'];
