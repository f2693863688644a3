import { isAftermath } from '../database-errors.js';

/**
 * Awaits writes of one transaction that were begun together. When some fail it throws the failure of the one that was begun first, once all
 * have ended: no write outlives the transaction that it belongs to, as it would with `Promise.all`. A statement that was refused because
 * another one had failed before it says nothing of why, so the other's failure goes before.
 */
export async function awaitAll(writes: readonly Promise<unknown>[]): Promise<void> {
  const outcomes = await Promise.allSettled(writes);
  const failures = outcomes.filter((outcome) => outcome.status === 'rejected');
  const [first] = failures;
  if (first) throw (failures.find(({ reason }) => !isAftermath(reason)) ?? first).reason;
}
