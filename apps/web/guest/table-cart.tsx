import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';

import { PersonIcon } from '../shared/icons.js';
import { Button } from '../shared/ui/button.js';
import { Field } from '../shared/ui/field.js';
import { problemText } from '../shared/ui/states.js';
import { Stepper } from '../shared/ui/stepper.js';
import { toast } from '../shared/ui/toast.js';
import { t } from '../shared/words/index.js';
import { MOST_OF_A_LINE } from './cart.js';
import { money } from './format.js';
import { cart, menu, view } from './state.js';
import {
  followTableCart,
  isBusy,
  orderForAll,
  ownName,
  putMine,
  setName,
  setTableQuantity,
  tableCart,
  type TableLine,
  tableProblem,
  tableTotal,
} from './table-cart-state.js';
import { tableCartWords } from './table-cart-words.js';

const LONGEST_NAME = 30;

/** What all phones at the table put together, and which of them put what. */
export function TableCart(): JSX.Element {
  const words = tableCartWords();
  useEffect(followTableCart, []);
  const { lines, isInDoubt } = cart.value;
  const items = tableCart.value?.items ?? [];
  const total = tableTotal.value;
  const isBlocked = items.some(({ available }) => !available);
  return (
    <section class="column together" aria-labelledby="together">
      <h2 id="together">{words.title}</h2>
      <p class="quiet">{words.why}</p>
      {lines.length > 0 && !isInDoubt && (
        <>
          <Field
            label={words.name}
            value={ownName.value}
            onInput={setName}
            maxLength={LONGEST_NAME}
            autocomplete="given-name"
          />
          <Button busy={isBusy.value} onPress={() => void putMine()}>
            {words.put}
          </Button>
        </>
      )}
      <ul class="lines">
        {items.map((line) => (
          <Line key={line.id} line={line} />
        ))}
      </ul>
      <Trouble />
      {items.length > 0 && (
        <Button kind="main" busy={isBusy.value} disabled={isBlocked} onPress={() => void order()}>
          {total === null ? words.send : words.sendFor(money(total))}
        </Button>
      )}
    </section>
  );
}

async function order(): Promise<void> {
  if (!(await orderForAll())) return;
  toast(tableCartWords().sent);
  view.value = 'table';
}

function Line({ line }: { readonly line: TableLine }): JSX.Element {
  const words = tableCartWords();
  const { mine, quantity, note, available } = line;
  const name = line.name ?? '…';
  const chosen = line.modifiers.map((one) => (one.quantity > 1 ? `${one.quantity}× ${one.name}` : one.name));
  // The server's word for a phone without a name is in English.
  const who = line.added_by === `Guest ${line.guest_number}` ? words.guest(line.guest_number) : line.added_by;
  return (
    <li class="line">
      <div>
        <p class="line-name" lang={menu.value?.outlet.locale}>
          {name}
        </p>
        {chosen.length > 0 && (
          <p class="quiet" lang={menu.value?.outlet.locale}>
            {chosen.join(', ')}
          </p>
        )}
        {note && <p class="line-note">{note}</p>}
        <p class="line-signs">
          <span class="sign">
            <PersonIcon size={16} /> {mine ? `${who} (${words.mine})` : who}
          </span>
        </p>
        {!available && <p role="alert">{words.gone(name)}</p>}
      </div>
      {mine ? (
        <Stepper
          name={name}
          value={quantity}
          most={MOST_OF_A_LINE}
          onChange={(next) => void setTableQuantity(line, next)}
        />
      ) : (
        <span class="number">{quantity}×</span>
      )}
    </li>
  );
}

function Trouble(): JSX.Element | null {
  const words = tableCartWords();
  const problem = tableProblem.value;
  if (!problem) return null;
  const known: Readonly<Record<string, string>> = {
    CART_EMPTY: words.empty,
    CART_CHANGED: words.changed,
    PRICE_CHANGED: t.value.guest.priceChanged,
  };
  return (
    <p class="banner warn" role="alert">
      {problem.lost ? t.value.guest.inDoubt : (known[problem.code] ?? problemText(problem))}
    </p>
  );
}
