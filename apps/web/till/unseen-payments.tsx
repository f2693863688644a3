import type { JSX } from 'preact';

import { Button } from '../shared/ui/button.js';
import { t } from '../shared/words/index.js';
import type { Do } from './bill-doing.js';
import type { Details } from './bills.js';
import { unseenOf } from './tenders.js';
import type { Till } from './till.js';

interface UnseenPaymentsProps {
  readonly till: Till;
  readonly bill: Details;
  readonly perform: Do;
  readonly isBusy: boolean;
}

/** Money that was written down and that nobody has seen yet: it came, or it never did. */
export function UnseenPayments({ till, bill, perform, isBusy }: UnseenPaymentsProps): JSX.Element | null {
  const { till: words, tenders } = t.value;
  const payments = unseenOf(bill);
  if (payments.length === 0) return null;
  const decide = (id: string, how: 'confirm' | 'cancel') =>
    perform(({ key }) =>
      how === 'confirm'
        ? till.api.post('/api/v1/payments/{id}/confirm', { params: { path: { id } }, key })
        : till.api.post('/api/v1/payments/{id}/cancel', { params: { path: { id } }, key }),
    );
  return (
    <ul class="plain-list">
      {payments.map(({ id, method, amount }) => (
        <li key={id} class="unseen-payment">
          <span>
            {words.ways[method] ?? method} <strong class="number">{till.money(amount)}</strong>
          </span>
          <span class="still grow">{tenders.waits}</span>
          <span class="row">
            <Button busy={isBusy} onPress={() => decide(id, 'confirm')}>
              {tenders.hasCome}
            </Button>
            <Button kind="danger" busy={isBusy} onPress={() => decide(id, 'cancel')}>
              {tenders.neverCame}
            </Button>
          </span>
        </li>
      ))}
    </ul>
  );
}
