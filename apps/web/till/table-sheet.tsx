import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';

import { Button } from '../shared/ui/button.js';
import { Sheet } from '../shared/ui/sheet.js';
import { t } from '../shared/words/index.js';
import type { Till } from './till.js';

interface TableSheetProps {
  readonly till: Till;
  /** A table that cannot be chosen: where the bill is already. */
  readonly except?: string | null;
  /** Null for none; absent where there must be one. */
  readonly onChoose: (table: { id: string; name: string } | null) => void;
  readonly onClose: () => void;
  readonly mustChoose?: boolean;
}

export function TableSheet({ till, except, onChoose, onClose, mustChoose }: TableSheetProps): JSX.Element {
  const { till: words } = t.value;
  useEffect(() => void till.shop.loadTables(), []);
  const tables = till.shop.tables.value.filter(({ id }) => id !== except);
  return (
    <Sheet title={words.table} onClose={onClose}>
      <div class="tables">
        {!mustChoose && <Button onPress={() => onChoose(null)}>{words.noTable}</Button>}
        {tables.map(({ id, name, area, session }) => (
          <Button key={id} onPress={() => onChoose({ id, name })}>
            <span>
              {words.tableOf(name)}
              {area && <span class="quiet"> {area}</span>}
              {session && <span class="seated">{words.seated}</span>}
            </span>
          </Button>
        ))}
      </div>
    </Sheet>
  );
}
