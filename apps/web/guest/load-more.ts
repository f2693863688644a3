import { signal } from '@preact/signals';

export const more = signal<typeof import('./more.js') | null>(null);

/** A file that does not come is asked for again at the next wish for it. */
export const loadMore = (): void =>
  void import('./more.js').then(
    (loaded) => (more.value = loaded),
    () => null,
  );
