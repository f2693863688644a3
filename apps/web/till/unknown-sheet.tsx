import type { JSX } from 'preact';

import { Button } from '../shared/ui/button.js';
import { Sheet } from '../shared/ui/sheet.js';
import { t } from '../shared/words/index.js';
import type { Till } from './till.js';

/** An answer was lost: nothing is sold until it is known what became of the sale. */
export function UnknownSheet({ till }: { readonly till: Till }): JSX.Element {
  const { till: words } = t.value;
  const tendered = till.selling.unknown.value?.tendered;
  return (
    <Sheet title={words.asking}>
      <p role="status">{words.askingHint}</p>
      {tendered != null && (
        <p>
          {words.given}: <strong class="number">{till.money(tendered)}</strong>
        </p>
      )}
      <Button onPress={() => till.selling.ask()}>{words.askNow}</Button>
    </Sheet>
  );
}
