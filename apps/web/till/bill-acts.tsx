import type { JSX } from 'preact';

import type { Act } from '../shared/act.js';
import { Button } from '../shared/ui/button.js';
import { toast } from '../shared/ui/toast.js';
import { t } from '../shared/words/index.js';
import { mayGiveBack } from './back-to.js';
import type { Do, Part } from './bill-doing.js';
import { type Details, isOpen, isSettled } from './bills.js';
import { isParked } from './parked.js';
import { ParkedActs } from './parked-acts.js';
import type { PermissionKey } from './permissions.js';
import { printBill } from './receipts.js';
import { spokenFor } from './tenders.js';
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
  const { till: words, floor } = t.value;
  const { id, version } = bill;
  const waiting = bill.items.filter(({ hold_reason: reason }) => reason === 'COURSE');
  const courses = [...new Set(waiting.map(({ course }) => course))].sort((a, b) => (a ?? 0) - (b ?? 0));
  const next = courses[0];
  const open = isOpen(bill);
  const due = bill.amount_due - spokenFor(bill);
  const may = (key: PermissionKey) => till.permissions.may(key);
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
  const fire = (what: { course?: number }) =>
    perform(({ key }) =>
      till.api.post('/api/v1/orders/{id}/fire', { params: { path: { id } }, body: { ...what, version }, key }),
    );
  const settle = () =>
    perform(({ key }) =>
      till.api.post('/api/v1/orders/{id}/settle', { params: { path: { id } }, body: { version }, key }),
    );
  const repeat = () =>
    perform(async ({ key }) => {
      const told = await till.api.post('/api/v1/orders/{id}/repeat', { params: { path: { id } }, body: {}, key });
      if (told.ok && told.data.skipped.length > 0)
        toast(floor.skipped(told.data.skipped.map(({ name }) => name).join(', ')), { kind: 'bad' });
      return told;
    });
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
  if (isParked(bill)) {
    const isBusy = act.isBusy;
    return <ParkedActs {...{ till, bill, perform, isBusy, onPart }} onPay={pay} onAdd={add} />;
  }
  return (
    <div class="acts">
      {open && due > 0 && (
        <Button kind="main" onPress={pay}>
          {words.pay(till.money(due))}
        </Button>
      )}
      {open && bill.settlement > 1 && bill.amount_due === 0 && (
        <Button kind="main" busy={act.isBusy} onPress={settle}>
          {floor.settle}
        </Button>
      )}
      {open && next != null && (
        <Button busy={act.isBusy} onPress={() => fire({ course: next })}>
          {floor.fire(next)}
        </Button>
      )}
      {open && courses.length > 1 && (
        <Button busy={act.isBusy} onPress={() => fire({})}>
          {floor.fireAll}
        </Button>
      )}
      {open && <Button onPress={add}>{words.addLines}</Button>}
      {open && bill.table_id && (
        <Button busy={act.isBusy} onPress={repeat}>
          {floor.again}
        </Button>
      )}
      {open && <Button onPress={() => onPart('discount')}>{words.discount}</Button>}
      {open && bill.table_id && <Button onPress={onTable}>{words.transfer}</Button>}
      {open && bill.paid_amount === 0 && <Button onPress={() => onPart('split')}>{words.split}</Button>}
      {open && bill.paid_amount === 0 && <Button onPress={() => onPart('merge')}>{words.merge}</Button>}
      <Button busy={act.isBusy} onPress={() => act.run(() => printBill(till, bill))}>
        {words.printReceipt}
      </Button>
      <Button onPress={() => onPart('history')}>{words.history}</Button>
      {isSettled(bill) && may('bill.reopen') && <Button onPress={() => onPart('reopen')}>{floor.reopen}</Button>}
      {isSettled(bill) && may('return.exchange') && (
        <Button onPress={() => onPart('exchange')}>{floor.exchange}</Button>
      )}
      {open && <Button onPress={() => onPart('details')}>{floor.details}</Button>}
      {mayGiveBack(till, bill) && bill.paid_amount > bill.refunded_amount && (
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
