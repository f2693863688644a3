import { type ReadonlySignal, signal } from '@preact/signals';

import type { Api, Problem, Schemas } from '../shared/api.js';
import { newId } from '../shared/uuid.js';
import type { Shop } from './shop.js';

export type Call = Schemas['ServiceCallResponse'];

/** Guests at tables who want somebody to come, or their bill. */
export interface Calls {
  /** Oldest first. */
  readonly open: ReadonlySignal<readonly Call[]>;
  /** Says that somebody is coming; the guests see it. The problem where it did not work. */
  acknowledge(call: Call): Promise<Problem | null>;
  /** Somebody was there. */
  finish(call: Call): Promise<Problem | null>;
}

export function createCalls(api: Api, shop: Shop): Calls {
  const open = signal<readonly Call[]>([]);

  async function load(): Promise<void> {
    const here = shop.outlet.value?.id;
    if (!here) return;
    const told = await api.get('/api/v1/calls', { params: { query: { outlet_id: here } } });
    if (told.ok && shop.outlet.value?.id === here) open.value = told.data.data;
  }
  async function act(what: 'ack' | 'done', { id }: Call): Promise<Problem | null> {
    const told = await api.post(`/api/v1/calls/{id}/${what}`, { params: { path: { id } }, key: newId() });
    await load();
    return told.ok ? null : told.problem;
  }

  shop.onEvent((message) => {
    // Guests who move are called by another table.
    if (message === null || /^(SERVICE_CALL|TABLE_SESSION_)/.test(message.type)) void load();
  });

  return { open, acknowledge: (call) => act('ack', call), finish: (call) => act('done', call) };
}
