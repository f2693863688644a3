import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';

import { noConnection } from '../shared/problem.js';
import { Broken, Loading } from '../shared/ui/states.js';
import type { Till } from './till.js';

type Floor = typeof import('./floor-screen.js');
const floor = signal<Floor | 'lost' | null>(null);

async function load(): Promise<void> {
  if (floor.value === 'lost') floor.value = null;
  floor.value ??= await import('./floor-screen.js').catch(() => 'lost' as const);
}

/** The tables, in a file that is loaded when somebody first wants to see them. */
export function FloorScreen({ till }: { readonly till: Till }): JSX.Element {
  useEffect(() => void load(), []);
  const loaded = floor.value;
  if (loaded === 'lost') return <Broken problem={noConnection(false)} onRetry={() => void load()} />;
  return loaded ? <loaded.FloorScreen till={till} /> : <Loading />;
}
