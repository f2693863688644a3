import { effect, signal } from '@preact/signals';

import { storageOf } from './storage.js';

export type Theme = 'light' | 'dark' | 'auto';

/** What the person chose for this page; `auto` follows their device. */
export const theme = signal<Theme>('auto');

/** Sets the page's theme now and whenever it changes; `usual` is that of a page on which nobody has chosen. Called once, before the first drawing. */
export function startTheme(page: string, usual: Theme): void {
  const storage = storageOf(page);
  const wishes = matchMedia('(prefers-color-scheme: dark)');
  const isDark = signal(wishes.matches);
  wishes.addEventListener('change', () => (isDark.value = wishes.matches));
  theme.value = storage.read<Theme>('theme') ?? usual;
  effect(() => {
    const shown = theme.value === 'auto' ? (isDark.value ? 'dark' : 'light') : theme.value;
    document.documentElement.dataset['theme'] = shown;
  });
}

export function setTheme(page: string, next: Theme): void {
  theme.value = next;
  storageOf(page).write('theme', next);
}
