import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import type { Outcome, Schemas } from '../shared/api.js';
import { clockTime } from '../shared/ui/banner.js';
import { Button } from '../shared/ui/button.js';
import { Broken, Loading } from '../shared/ui/states.js';
import { t } from '../shared/words/index.js';
import type { PartProps } from './bill-doing.js';
import type { Details } from './bills.js';
import type { Till } from './till.js';

type Entry = Schemas['OrderHistoryEntryResponse'];

/** Who did what to a bill, and when. */
export function HistoryPart({ till, bill, onBack }: PartProps): JSX.Element {
  const [told, setTold] = useState<Outcome<Schemas['OrderHistoryResponse']> | null>(null);
  useEffect(() => {
    void till.lock.load();
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
          {told.data.data.map((entry) => (
            <li key={entry.id}>
              <span class="number">{clockTime(Date.parse(entry.occurred_at), till.shop.outlet.value?.time_zone)}</span>
              <span>
                {whatOf(till, bill, entry)}
                {entry.reason && <span class="quiet"> “{entry.reason}”</span>}
                <span class="quiet by">{byWhom(till, entry)}</span>
              </span>
            </li>
          ))}
        </ol>
      )}
      <Button onPress={onBack}>{t.value.common.back}</Button>
    </section>
  );
}

/** The act in words, with the dish that it was about, what it became, and the money. */
function whatOf(till: Till, bill: Details, { action, to_status: to, item_id: itemId, details }: Entry): JSX.Element {
  const { till: words, history: past } = t.value;
  const ids = itemId ? [itemId] : Array.isArray(details['item_ids']) ? details['item_ids'] : [];
  const dishes = bill.items.filter(({ id }) => ids.includes(id)).map(({ name, quantity }) => `${quantity}× ${name}`);
  const { amount } = details;
  // What it became is in the name of the act already.
  const isSaid = to === 'NEW' || action === 'VOIDED' || action === 'LINE_VOIDED';
  return (
    <>
      {past.actions[action] ?? past.changed} {dishes.join(', ')}{' '}
      {to && !isSaid && <strong>{words.statuses[to] ?? to}</strong>}
      {typeof amount === 'number' && <strong class="number">{till.money(amount)}</strong>}
    </>
  );
}

function byWhom(till: Till, { actor, approved_by: approver }: Entry): string {
  const { history: past } = t.value;
  const nameOf = (id: string | null) => till.lock.colleagues.value?.find((one) => one.id === id)?.name;
  const who = nameOf(actor.id) ?? past.roles[actor.kind === 'user' ? (actor.role ?? '') : actor.kind] ?? '';
  const approval = approver && past.approvedBy(nameOf(approver) ?? past.roles['SUPERVISOR'] ?? '');
  return [who, approval].filter(Boolean).join(', ');
}
