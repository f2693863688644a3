import { signal } from '@preact/signals';
import { type ComponentProps, Fragment, type JSX } from 'preact';
import { useEffect } from 'preact/hooks';

import { opened } from './state.js';

/** What a guest comes to after reading the menu: loaded once that is on the screen. */
export { CartView } from './cart-view.js';
export { PaySheet } from './pay-sheet.js';
export { loadMore } from './load-more.js';
export { TableView } from './table-view.js';

type Chooser = typeof import('./product-sheet.js');
const chooser = signal<Chooser | null>(null);

/** What a product can be had with is a file of its own: it comes right behind this one, and is asked for again at the next wish for it. */
async function load(): Promise<void> {
  chooser.value ??= await import('./product-sheet.js').catch(() => null);
  if (!chooser.value) opened.value = null;
}
void load();

export function ProductSheet(props: ComponentProps<Chooser['ProductSheet']>): JSX.Element {
  useEffect(() => void load(), []);
  const loaded = chooser.value;
  return loaded ? <loaded.ProductSheet {...props} /> : <Fragment />;
}
