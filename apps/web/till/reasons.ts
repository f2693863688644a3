import { type ReadonlySignal, signal } from '@preact/signals';

import type { Api, Schemas } from '../shared/api.js';
import { language } from '../shared/words/index.js';
import type { Shop } from './shop.js';

export type Reason = Schemas['ReasonResponse'];
export type ReasonKind = Schemas['ReasonKind'];

/** What the outlet lets staff choose from when they say why. */
export interface Reasons {
  /** Those in use, of every kind; none until they are known. */
  readonly inUse: ReadonlySignal<readonly Reason[]>;
  load(): Promise<void>;
}

export function createReasons(api: Api, shop: Shop): Reasons {
  const inUse = signal<readonly Reason[]>([]);
  let of: string | null = null;

  async function load(): Promise<void> {
    const here = shop.outlet.value?.id;
    if (!here) return;
    if (of !== here) inUse.value = [];
    of = here;
    const told = await api.get('/api/v1/reasons', { params: { query: { outlet_id: here } } });
    if (told.ok && shop.outlet.value?.id === here) inUse.value = told.data.data.filter(({ active }) => active);
  }

  return { inUse, load };
}

/** What staff read. */
export const labelOf = ({ label, translations }: Pick<Reason, 'label' | 'translations'>): string =>
  translations?.[language.value]?.name ?? label;
