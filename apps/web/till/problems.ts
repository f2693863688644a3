import type { Problem } from '../shared/api.js';
import { problemText } from '../shared/ui/states.js';
import { t } from '../shared/words/index.js';

/** The server wants to hear that an amount, which nobody would expect, is right. */
export const asksIfSure = (problem: Problem | null): boolean =>
  problem !== null && (problem.code.endsWith('_UNLIKELY') || problem.code === 'TIP_TOO_LARGE');

export const asksApproval = (problem: Problem | null): boolean =>
  problem !== null && ['APPROVAL_REQUIRED', 'APPROVAL_DENIED'].includes(problem.code);

/** What a problem says at a till. */
export function said(problem: Problem): string {
  const { till, floor } = t.value;
  if (problem.code === 'TIP_TOO_LARGE') return floor.tipUnlikely;
  if (asksIfSure(problem)) return till.unlikely;
  if (problem.code === 'NOT_ARRIVED') return till.notArrived;
  return problemText(problem);
}
