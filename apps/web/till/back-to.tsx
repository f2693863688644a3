import type { JSX } from 'preact';

import type { Schemas } from '../shared/api.js';
import { Button } from '../shared/ui/button.js';
import { Field } from '../shared/ui/field.js';
import { t } from '../shared/words/index.js';
import type { Details } from './bills.js';
import { LONGEST_REFERENCE } from './slip-fields.js';
import { isTender } from './tenders.js';
import type { Till } from './till.js';

const PAID: readonly string[] = ['PAID', 'PARTIALLY_REFUNDED'];
const BY_GOODS = 'exchange';

/** Where money goes that goes back. */
export interface BackTo {
  /** Null: as it was paid. */
  readonly to: Schemas['RefundToRequest'] | null;
  readonly reference: string;
}

export const AS_PAID: BackTo = { to: null, reference: '' };

/** By what a bill was paid. */
const waysOf = (bill: Details): readonly string[] => [
  ...new Set(bill.payments.filter(({ status }) => PAID.includes(status)).map(({ method }) => method)),
];

/** Whether money of it has to be sent elsewhere: what goods paid for has no place of its own to go back to. */
const mustGoElsewhere = (bill: Details): boolean => waysOf(bill).every((way) => way === BY_GOODS);

/** Whether whoever is at the till may give money of it back, alone or with an approval. */
export const mayGiveBack = (till: Till, bill: Details): boolean =>
  till.permissions.may(mustGoElsewhere(bill) ? 'payment.refund_other' : 'payment.refund');

/** Whether it is said as far as it must be. */
export const isSaid = (bill: Details, { to }: BackTo): boolean => to !== null || !mustGoElsewhere(bill);

const asksReference = (bill: Details, { to }: BackTo): boolean =>
  to ? to.method !== 'cash' : waysOf(bill).some(isTender);

/** As requests have it. */
export const backOf = (bill: Details, back: BackTo) => ({
  ...(back.to && { refund_to: back.to }),
  ...(asksReference(bill, back) && back.reference.trim() && { reference: back.reference.trim() }),
});

interface BackToChoiceProps {
  readonly till: Till;
  readonly bill: Details;
  readonly legend: string;
  readonly value: BackTo;
  readonly onChange: (next: BackTo) => void;
}

/** How money goes back: as it came, or in another way for whoever may. */
export function BackToChoice({ till, bill, legend, value, onChange }: BackToChoiceProps): JSX.Element {
  const { till: words, floor, tenders } = t.value;
  const ways = waysOf(bill);
  const { to, reference } = value;
  const mayElsewhere = till.permissions.may('payment.refund_other');
  const others = mayElsewhere ? till.tenders.inUse.value.filter(({ refundable }) => refundable) : [];
  const send = (next: BackTo['to']) => onChange({ ...value, to: next });
  return (
    <>
      <fieldset class="choices">
        <legend>{legend}</legend>
        {!mustGoElsewhere(bill) && (
          <Button pressed={to === null} onPress={() => send(null)}>
            {floor.asPaid(ways.map((way) => words.ways[way] ?? way).join(', '))}
          </Button>
        )}
        {mayElsewhere && !ways.includes('cash') && (
          <Button pressed={to?.method === 'cash'} onPress={() => send({ method: 'cash' })}>
            {words.ways['cash']}
          </Button>
        )}
        {others.map(({ id, method, name }) => (
          <Button key={id} pressed={to?.tender_id === id} onPress={() => send({ method, tender_id: id })}>
            {name}
          </Button>
        ))}
      </fieldset>
      {asksReference(bill, value) && (
        <Field
          label={tenders.reference}
          value={reference}
          onInput={(next) => onChange({ ...value, reference: next })}
          maxLength={LONGEST_REFERENCE}
        />
      )}
    </>
  );
}
