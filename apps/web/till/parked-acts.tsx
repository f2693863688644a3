import type { JSX } from 'preact';

import { Button } from '../shared/ui/button.js';
import { t } from '../shared/words/index.js';
import type { Do, Part } from './bill-doing.js';
import type { Details } from './bills.js';
import type { Till } from './till.js';

interface ParkedActsProps {
  readonly till: Till;
  readonly bill: Details;
  readonly perform: Do;
  readonly isBusy: boolean;
  readonly onPay: () => void;
  readonly onAdd: () => void;
  readonly onPart: (part: Part) => void;
}

/** What can be done with a bill that was put aside: each takes it as this till sees it, so that of two tills one is told that it was late. */
export function ParkedActs({ till, bill, perform, isBusy, onPay, onAdd, onPart }: ParkedActsProps): JSX.Element {
  const { till: words, floor } = t.value;
  const { id, version, amount_due: due } = bill;
  const params = { path: { id } };
  const fire = () =>
    perform(({ key }) => till.api.post('/api/v1/orders/{id}/fire', { params, body: { version }, key }));
  return (
    <>
      <p class="quiet">{floor.parkedHint}</p>
      <div class="acts">
        {due > 0 && (
          <Button kind="main" onPress={onPay}>
            {words.pay(till.money(due))}
          </Button>
        )}
        <Button onPress={onAdd}>{words.addLines}</Button>
        <Button busy={isBusy} onPress={fire}>
          {floor.sendParked}
        </Button>
        <Button onPress={() => onPart('details')}>{floor.details}</Button>
        <Button onPress={() => onPart('discount')}>{words.discount}</Button>
        <Button onPress={() => onPart('history')}>{words.history}</Button>
        <Button kind="danger" onPress={() => onPart('void')}>
          {floor.discard}
        </Button>
      </div>
    </>
  );
}
