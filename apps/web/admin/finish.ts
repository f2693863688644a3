import type { Outcome, Problem } from '../shared/api.js';

/** Ends a form whose request was answered well; else what is wrong with it. */
export function finish(outcome: Outcome<unknown>, onDone: () => void): Problem | null {
  if (!outcome.ok) return outcome.problem;
  onDone();
  return null;
}
