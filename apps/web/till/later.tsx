import { signal } from '@preact/signals';
import type { FunctionComponent, JSX } from 'preact';
import { useEffect } from 'preact/hooks';

import { noConnection } from '../shared/problem.js';
import { Broken, Loading } from '../shared/ui/states.js';

/** A part of the page in a file of its own, which is loaded when somebody first wants to see it. */
export function later<Props extends object>(
  read: () => Promise<FunctionComponent<Props>>,
): (props: Props) => JSX.Element {
  const part = signal<{ readonly Shown: FunctionComponent<Props> } | 'lost' | null>(null);

  async function load(): Promise<void> {
    if (part.value === 'lost') part.value = null;
    part.value ??= await read().then(
      (Shown) => ({ Shown }),
      () => 'lost' as const,
    );
  }

  return (props) => {
    useEffect(() => void load(), []);
    const loaded = part.value;
    if (loaded === 'lost') return <Broken problem={noConnection(false)} onRetry={() => void load()} />;
    return loaded ? <loaded.Shown {...props} /> : <Loading />;
  };
}
