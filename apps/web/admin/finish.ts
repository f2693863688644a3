import type { Outcome, Problem } from '../shared/api.js';

/** Ends a form whose request was answered well; else what is wrong with it. The form stays until `onDone` has read what is shown behind it again. */
export async function finish(outcome: Outcome<unknown>, onDone: () => void | Promise<void>): Promise<Problem | null> {
  if (!outcome.ok) return outcome.problem;
  await onDone();
  return null;
}
