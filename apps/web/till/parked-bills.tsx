import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { Button } from '../shared/ui/button.js';
import { t } from '../shared/words/index.js';
import { BillSheet } from './bill-sheet.js';
import { isParked } from './parked.js';
import type { Till } from './till.js';

/** As many as are seen at a glance; all of them are among the bills. */
const MOST_SHOWN = 4;

/** Between two sales: the bills that were put aside last, one touch away. */
export function ParkedBills({ till }: { readonly till: Till }): JSX.Element | null {
  const { floor } = t.value;
  const [shown, show] = useState<string | null>(null);
  useEffect(() => void till.bills.load(), []);
  const parked = (till.bills.open.value ?? []).filter(isParked).slice(0, MOST_SHOWN);
  if (parked.length === 0 && shown === null) return null;
  return (
    <>
      <div class="stack tight parked" role="group" aria-label={floor.parked}>
        {parked.map(({ id, number, amount_due: due }) => (
          <Button key={id} onPress={() => show(id)}>
            {floor.takeUp(number, till.money(due))}
          </Button>
        ))}
      </div>
      {shown && <BillSheet till={till} orderId={shown} onClose={() => show(null)} />}
    </>
  );
}
