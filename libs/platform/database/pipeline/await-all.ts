/**
 * Awaits writes of one transaction that were begun together. When some fail it throws the failure of the one that was begun first, once all
 * have ended: no write outlives the transaction that it belongs to, as it would with `Promise.all`.
 */
export async function awaitAll(writes: readonly Promise<unknown>[]): Promise<void> {
  const outcomes = await Promise.allSettled(writes);
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure) throw failure.reason;
}
