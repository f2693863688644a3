import type { JSX } from 'preact';

import { Button } from '../shared/ui/button.js';
import { t } from '../shared/words/index.js';
import type { Act } from '../shared/act.js';
import { type Do, isOpen, type Part } from './bill-doing.js';
import type { Details } from './bills.js';
import { printReceipt } from './receipts.js';
import type { Till } from './till.js';

interface ActsProps {
  readonly till: Till;
  readonly bill: Details;
  readonly act: Act;
  readonly perform: Do;
  readonly onPart: (part: Part) => void;
  readonly onTable: () => void;
  readonly onClose: () => void;
}

/** What can be done with a bill as it stands. */
export function Acts({ till, bill, act, perform, onPart, onTable, onClose }: ActsProps): JSX.Element {
  const { till: words } = t.value;
  const { id, version } = bill;
  const open = isOpen(bill);
  const add = () => {
    const { cart } = till.selling;
    cart.value = { ...cart.value, addTo: { id, number: bill.number } };
    onClose();
    till.go('sell');
  };
  const pay = () => {
    onClose();
    till.go('pay');
    till.paying.value = bill;
  };
  if (bill.hold_reason === 'APPROVAL') {
    const accept = () =>
      perform(({ key }) =>
        till.api.post('/api/v1/orders/{id}/accept', { params: { path: { id } }, body: { version }, key }),
      );
    return (
      <div class="acts">
        <Button kind="main" busy={act.isBusy} onPress={accept}>
          {words.accept}
        </Button>
        <Button kind="danger" onPress={() => onPart('reject')}>
          {words.reject}
        </Button>
      </div>
    );
  }
  return (
    <div class="acts">
      {open && bill.amount_due > 0 && (
        <Button kind="main" onPress={pay}>
          {words.pay(till.money(bill.amount_due))}
        </Button>
      )}
      {open && <Button onPress={add}>{words.addLines}</Button>}
      {open && <Button onPress={() => onPart('discount')}>{words.discount}</Button>}
      {open && bill.table_id && <Button onPress={onTable}>{words.transfer}</Button>}
      {open && bill.paid_amount === 0 && <Button onPress={() => onPart('split')}>{words.split}</Button>}
      {open && bill.paid_amount === 0 && <Button onPress={() => onPart('merge')}>{words.merge}</Button>}
      <Button busy={act.isBusy} onPress={() => act.run(() => printReceipt(till, id))}>
        {words.printReceipt}
      </Button>
      <Button onPress={() => onPart('history')}>{words.history}</Button>
      {till.isLead.value && bill.paid_amount > bill.refunded_amount && (
        <Button kind="danger" onPress={() => onPart('refund')}>
          {words.refund}
        </Button>
      )}
      {open && bill.paid_amount === 0 && (
        <Button kind="danger" onPress={() => onPart('void')}>
          {words.voidBill}
        </Button>
      )}
    </div>
  );
}
