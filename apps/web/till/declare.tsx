import type { JSX } from 'preact';

import type { Schemas } from '../shared/api.js';
import { Button } from '../shared/ui/button.js';
import { Field } from '../shared/ui/field.js';
import { t } from '../shared/words/index.js';
import type { Report } from './drawer.js';
import type { Tender } from './tenders.js';
import type { Till } from './till.js';
import { amountOf, typeDigits } from './typed-amount.js';

/** What was typed about a tender. */
export interface Typed {
  readonly amount: string;
  readonly slips: string;
  /** It gave back more than it took: the amount is below zero. */
  readonly isBack: boolean;
}

export const NOTHING_TYPED: Typed = { amount: '', slips: '', isBack: false };

/** The declaration of a tender; null while no amount was typed. */
export function declarationOf(
  { id, method }: Tender,
  { amount, slips, isBack }: Typed,
): Schemas['DeclarationRequest'] | null {
  const typed = amountOf(amount);
  if (typed === null) return null;
  const count = amountOf(slips);
  return { method, tender_id: id, amount: isBack && typed > 0 ? -typed : typed, ...(count !== null && { count }) };
}

interface DeclareProps {
  readonly till: Till;
  readonly tender: Tender;
  readonly typed: Typed;
  readonly onType: (typed: Typed) => void;
  readonly error: string | undefined;
}

/** What one tender took in the shift, by its own sum: nothing is shown of what it should be. */
export function DeclareTender({ till, tender, typed, onType, error }: DeclareProps): JSX.Element {
  const { till: words, tenders } = t.value;
  const amount = amountOf(typed.amount);
  return (
    <fieldset class="declare">
      <legend>{tender.name}</legend>
      <Field
        label={words.amount}
        value={amount === null ? '' : till.money(typed.isBack ? -amount : amount)}
        onInput={(text) => onType({ ...typed, amount: typeDigits('', text.replace(/\D/g, '')) })}
        inputmode="numeric"
        autocomplete="off"
        error={error}
        required={tender.counts_in_drawer}
      />
      <Field
        label={tenders.slips}
        value={typed.slips}
        onInput={(text) => onType({ ...typed, slips: text.replace(/\D/g, '').slice(0, 4) })}
        inputmode="numeric"
        autocomplete="off"
      />
      {!!amount && (
        <Button kind="quiet" pressed={typed.isBack} onPress={() => onType({ ...typed, isBack: !typed.isBack })}>
          {tenders.gaveMore}
        </Button>
      )}
    </fieldset>
  );
}

/** What became of the declarations: after the close alone. */
export function TenderResults({ till, report }: { readonly till: Till; readonly report: Report }): JSX.Element {
  const { till: words, tenders } = t.value;
  const money = (amount: number | null) => (amount === null ? '—' : till.money(amount));
  const verdict = (off: number) =>
    off === 0 ? words.exactly : off > 0 ? words.overBy(till.money(off)) : words.shortBy(till.money(-off));
  return (
    <ul class="plain-list">
      {report.tenders?.map(({ tender_id: id, name, expected, declared, difference }) => (
        <li key={id} class="tender-result">
          <strong>{name}</strong>
          <span class="quiet number">
            {words.expected} {money(expected)} · {tenders.declared} {money(declared)}
          </span>
          {difference !== null && <span class={difference === 0 ? 'fits' : 'still'}>{verdict(difference)}</span>}
        </li>
      ))}
    </ul>
  );
}
