import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import type { Outcome, Schemas } from '../shared/api.js';
import { clockTime } from '../shared/ui/banner.js';
import { Button } from '../shared/ui/button.js';
import { Broken, Loading } from '../shared/ui/states.js';
import { t } from '../shared/words/index.js';
import type { PartProps } from './bill-doing.js';

/** Who did what to a bill, and when. */
export function HistoryPart({ till, bill, onBack }: PartProps): JSX.Element {
  const [told, setTold] = useState<Outcome<Schemas['OrderHistoryResponse']> | null>(null);
  useEffect(() => {
    void till.api.get('/api/v1/orders/{id}/history', { params: { path: { id: bill.id } } }).then(setTold);
  }, []);
  const { till: words } = t.value;
  return (
    <section class="stack part">
      <h3>{words.history}</h3>
      {!told && <Loading />}
      {told && !told.ok && <Broken problem={told.problem} />}
      {told?.ok && (
        <ol class="history">
          {told.data.data.map(({ id, action, to_status: to, reason, occurred_at: at }) => (
            <li key={id}>
              <span class="number">{clockTime(Date.parse(at), till.shop.outlet.value?.time_zone)}</span>
              <span>
                {action.replaceAll('_', ' ').toLowerCase()} {to && <strong>{words.statuses[to] ?? to}</strong>}
                {reason && <span class="quiet"> {reason}</span>}
              </span>
            </li>
          ))}
        </ol>
      )}
      <Button onPress={onBack}>{t.value.common.back}</Button>
    </section>
  );
}
