import type { JSX } from 'preact';

import { CloseIcon } from '../shared/icons.js';
import { Button } from '../shared/ui/button.js';
import { t } from '../shared/words/index.js';
import type { Item } from './bill-doing.js';
import { type Details, isOpen } from './bills.js';
import type { Till } from './till.js';

interface LinesProps {
  readonly till: Till;
  readonly bill: Details;
  readonly onChange: (itemId: string) => void;
  readonly onVoid: (itemId: string) => void;
}

/** The lines of a bill: what was ordered, for whom and when, and what was taken off each. */
export function BillLines({ till, bill, onChange, onVoid }: LinesProps): JSX.Element {
  const { till: words, floor } = t.value;
  const mayChange = isOpen(bill);
  const about = (item: Item) => (
    <>
      {item.name}
      <span class="quiet">{aboutOf(item).join(', ')}</span>
      {item.discounts
        .filter(({ source }) => source === 'LINE' || source === 'COMP')
        .map(({ source, name, amount }) => (
          <span key={source} class="quiet number">
            {floor.less(till.money(amount))} {name || floor.sources[source]}
          </span>
        ))}
    </>
  );
  return (
    <ul class="bill-lines">
      {bill.items.map((item) => (
        <li key={item.id} class={item.status === 'VOIDED' ? 'gone' : ''}>
          <span class="number">{item.quantity}×</span>
          {mayChange && item.status !== 'VOIDED' ? (
            <button type="button" class="line-name" onClick={() => onChange(item.id)}>
              <span>
                {about(item)} <span class="unseen">{words.changeNow}</span>
              </span>
            </button>
          ) : (
            <span>{about(item)}</span>
          )}
          <span class="status">{waitsOf(item) ?? words.statuses[item.status] ?? item.status}</span>
          <span class="number price">{till.money(item.subtotal)}</span>
          {mayChange && item.status !== 'VOIDED' && (
            <Button kind="quiet" class="icon" label={words.voidLine(item.name)} onPress={() => onVoid(item.id)}>
              <CloseIcon size={20} />
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function waitsOf({ hold_reason: reason }: Item): string | undefined {
  const { floor } = t.value;
  return reason === 'COURSE' ? floor.waits : reason === 'PARKED' ? floor.parked : undefined;
}

function aboutOf({ modifiers, note, seat, course }: Item): readonly string[] {
  const { floor } = t.value;
  return [
    ...modifiers.map(({ name }) => name),
    note ?? '',
    seat === null ? '' : floor.seatOf(seat),
    course === null ? '' : floor.courseOf(course),
  ].filter(Boolean);
}
