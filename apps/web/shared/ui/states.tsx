import type { ComponentChildren, JSX } from 'preact';

import { WarningIcon } from '../icons.js';
import type { Problem } from '../problem.js';
import { t } from '../words/index.js';
import { Button } from './button.js';

/** What a problem says to a person: the server's own sentence, which is in their language; ours when no answer came. */
export function problemText(problem: Problem): string {
  const { common } = t.value;
  if (problem.code === 'NO_CONNECTION') return problem.lost ? common.noConnectionLost : common.noConnection;
  if (problem.status === 429 && problem.retryAfter) return common.waitSeconds(Math.ceil(problem.retryAfter));
  return problem.detail || problem.title || common.unknownProblem;
}

/** Something is on its way: never to be mistaken for "nothing there". */
export function Loading({ rows = 3 }: { readonly rows?: number }): JSX.Element {
  return (
    <div class="state" role="status">
      <span class="unseen">{t.value.common.loading}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} class="bone" aria-hidden="true" />
      ))}
    </div>
  );
}

/** All is well, and there is nothing. */
export function Empty({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ComponentChildren;
}): JSX.Element {
  return (
    <div class="state empty">
      <p class="state-title">{title}</p>
      {children}
    </div>
  );
}

interface BrokenProps {
  readonly problem: Problem;
  /** What failed, as a heading. */
  readonly title?: string;
  readonly onRetry?: () => void;
}

/** What failed, why, and the way out. */
export function Broken({ problem, title, onRetry }: BrokenProps): JSX.Element {
  return (
    <div class="state broken" role="alert">
      <WarningIcon size={32} />
      <p class="state-title">{title ?? t.value.common.unknownProblem}</p>
      <p>{problemText(problem)}</p>
      {onRetry && <Button onPress={onRetry}>{t.value.common.tryAgain}</Button>}
    </div>
  );
}
