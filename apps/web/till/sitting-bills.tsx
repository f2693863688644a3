import type { JSX } from 'preact';

import { PrinterIcon } from '../shared/icons.js';
import { useAct } from '../shared/act.js';
import { Button } from '../shared/ui/button.js';
import { toast } from '../shared/ui/toast.js';
import { t } from '../shared/words/index.js';
import { said } from './problems.js';
import { printBill } from './receipts.js';
import type { Order } from './selling.js';
import type { Table } from './shop.js';
import type { Till } from './till.js';
import { Wrong } from './wrong.js';

interface SittingBillsProps {
  readonly till: Till;
  readonly table: Table;
  readonly onBill: (id: string) => void;
}

/** The open bills of who sits at a table: each is shown, and printed for the guests. */
export function SittingBills({ till, table, onBill }: SittingBillsProps): JSX.Element | null {
  const { tables } = t.value;
  const act = useAct();
  const bills = (till.bills.open.value ?? []).filter(
    (one) => table.session_id !== null && one.table_session_id === table.session_id,
  );
  if (bills.length === 0) return null;
  const print = (bill: Order) =>
    act.run(async () => {
      const problem = await printBill(till, bill);
      if (!problem) toast(tables.printed);
      return problem;
    });
  return (
    <section class="stack tight" aria-label={tables.bills}>
      <ul class="sitting-bills">
        {bills.map((bill) => (
          <li key={bill.id} class="row">
            <Button class="grow" onPress={() => onBill(bill.id)}>
              <span>{t.value.till.bill(bill.number)}</span>
              <span class="number">{till.money(bill.amount_due)}</span>
            </Button>
            <Button class="icon" label={tables.printBill(bill.number)} busy={act.isBusy} onPress={() => print(bill)}>
              <PrinterIcon />
            </Button>
          </li>
        ))}
      </ul>
      {act.problem && <Wrong text={said(act.problem)} />}
    </section>
  );
}
