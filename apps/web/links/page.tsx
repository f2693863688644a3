import type { ComponentChildren, JSX } from 'preact';
import { useEffect } from 'preact/hooks';

import { LanguageSwitch } from '../shared/ui/language-switch.js';
import { Toasts } from '../shared/ui/toast.js';

interface PageProps {
  readonly title: string;
  /** What stands in the bar besides the language. */
  readonly bar?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** One column below a bar, which is all that these pages are. */
export function Page({ title, bar, children }: PageProps): JSX.Element {
  useEffect(() => {
    document.title = `${title} · Comanda`;
  }, [title]);
  return (
    <>
      <header class="bar">
        <h1>{title}</h1>
        <LanguageSwitch />
        {bar}
      </header>
      <main class="column">{children}</main>
      <Toasts />
    </>
  );
}
