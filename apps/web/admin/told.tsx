import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import type { Problem } from '../shared/api.js';
import { Broken, Loading } from '../shared/ui/states.js';

/** What was asked for, or why it did not come: an answer of the API, or several put together. */
type Answered<Data> = { readonly ok: true; readonly data: Data } | { readonly ok: false; readonly problem: Problem };

export interface Told<Data> {
  /** Null until the first answer. */
  readonly outcome: Answered<Data> | null;
  /** Asks again; what is shown stays until the answer. */
  readonly reload: () => Promise<void>;
}

/** What the server tells of something, asked for anew when one of `of` is another. An answer to an older question is passed over. */
export function useTold<Data>(ask: () => Promise<Answered<Data>>, of: readonly unknown[]): Told<Data> {
  const [outcome, setOutcome] = useState<Answered<Data> | null>(null);
  const turn = useRef(0);
  async function reload(): Promise<void> {
    const mine = ++turn.current;
    const next = await ask();
    if (mine === turn.current) setOutcome(next);
  }
  useEffect(() => {
    setOutcome(null);
    void reload();
  }, of);
  return { outcome, reload };
}

interface ShownProps<Data> {
  readonly told: Told<Data>;
  readonly children: (data: Data) => JSX.Element;
}

/** What was told, or that it is on its way, or why it did not come. */
export function Shown<Data>({ told: { outcome, reload }, children }: ShownProps<Data>): JSX.Element {
  if (!outcome) return <Loading />;
  if (!outcome.ok) return <Broken problem={outcome.problem} onRetry={() => void reload()} />;
  return children(outcome.data);
}
