import type { JSX } from 'preact';

import { Sheet } from '../shared/ui/sheet.js';
import { t } from '../shared/words/index.js';

/** What a finger and what a key does. */
export function HelpSheet({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const words = t.value.kitchen;
  const list = (title: string, rows: readonly (readonly [string, string])[]) => (
    <section>
      <h3>{title}</h3>
      <dl class="help">
        {rows.map(([what, does]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
  return (
    <Sheet title={words.help} class="kitchen-sheet wide" onClose={onClose}>
      {list(words.touchTitle, words.touch)}
      {list(words.keysTitle, words.keys)}
    </Sheet>
  );
}
