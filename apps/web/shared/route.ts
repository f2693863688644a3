import { signal } from '@preact/signals';

/** The part of the address behind the page's own folder, without slashes at its ends, and what is asked. */
export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
}

const read = (): Place => {
  const [, , ...rest] = location.pathname.split('/');
  return { path: rest.join('/').replace(/\/+$/, ''), query: new URLSearchParams(location.search) };
};

/** Where the person is within the page. */
export const place = signal<Place>({ path: '', query: new URLSearchParams() });

/** Follows the browser's back and forward; called once by each page that has places. */
export function startRoutes(): void {
  place.value = read();
  addEventListener('popstate', () => (place.value = read()));
}

/** Goes to another place of this page. `replace` leaves no step to go back to. */
export function goTo(address: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  if (replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  place.value = read();
}

/** Changes parts of what is asked in the address, and leaves no step to go back to. Null takes a part away. */
export function setQuery(parts: Readonly<Record<string, string | null>>): void {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(parts)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  goTo(url.pathname + url.search + url.hash, { replace: true });
}
