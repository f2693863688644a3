import { signal } from '@preact/signals';
import type { JSX } from 'preact';

import { newId } from '../uuid.js';

interface Toast {
  readonly id: string;
  readonly text: string;
  readonly kind: 'plain' | 'bad';
  readonly action?: { readonly label: string; readonly run: () => void };
}

const toasts = signal<readonly Toast[]>([]);
const USUAL_MS = 5_000;
const MOST = 3;

export interface ToastOptions {
  readonly kind?: 'plain' | 'bad';
  /** What can still be done about it, such as taking it back. */
  readonly action?: { readonly label: string; readonly run: () => void };
  /** How long it stays, in ms. */
  readonly forMs?: number;
}

/** Says something for a moment, in the place of what was only said. Returns what takes it away. */
export function toast(text: string, { kind = 'plain', action, forMs = USUAL_MS }: ToastOptions = {}): () => void {
  const id = newId();
  const remove = () => (toasts.value = toasts.value.filter((one) => one.id !== id));
  const others = toasts.value.filter((one) => one.action !== undefined || one.kind === 'bad');
  toasts.value = [...others.slice(1 - MOST), { id, text, kind, ...(action && { action }) }];
  setTimeout(remove, forMs);
  return remove;
}

/** Where toasts appear; once on each page. */
export function Toasts(): JSX.Element {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map(({ id, text, kind, action }) => (
        <div key={id} class={`toast ${kind}`}>
          <span>{text}</span>
          {action && (
            <button
              type="button"
              class="button quiet"
              onClick={() => {
                toasts.value = toasts.value.filter((one) => one.id !== id);
                action.run();
              }}
            >
              {action.label}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
