import { useState } from 'preact/hooks';

import type { Schemas } from '../shared/api.js';
import { Field } from '../shared/ui/field.js';
import { Stepper } from '../shared/ui/stepper.js';
import { t } from '../shared/words/index.js';
import type { PartProps } from './bill-doing.js';
import { Form } from './bill-parts.js';
import type { Details } from './bills.js';
import { type Choice, MOST_PIECES } from './cart.js';
import { ChoiceGroups } from './choice-groups.js';
import { missingIn } from './picking.js';

type Item = Details['items'][number];

const BEGUN: readonly string[] = ['COOKING', 'READY', 'DONE'];

/** Changes a line of an open bill: its pieces always, its note and choices until the kitchen begins. */
export function LinePart({ till, bill, perform, isBusy, onBack, item }: PartProps & { readonly item: Item }) {
  const { till: words } = t.value;
  const [quantity, setQuantity] = useState(item.quantity);
  const [note, setNote] = useState(item.note ?? '');
  const [choices, setChoices] = useState(() => choicesOf(item));
  const [reason, setReason] = useState('');
  const isBegun = BEGUN.includes(item.status);
  const needsReason = isBegun && quantity < item.quantity;
  const product = isBegun ? undefined : till.shop.products.value.find(({ id }) => id === item.product_id);
  const missing = product ? missingIn(product, choices) : [];
  const change = changeOf(item, { quantity, note: note.trim(), choices });
  const isReady = change !== null && missing.length === 0 && !(needsReason && reason.trim() === '');
  const submit = () =>
    perform(({ key, approval }) =>
      till.api.patch('/api/v1/orders/{id}/items/{item_id}', {
        params: { path: { id: bill.id, item_id: item.id } },
        body: {
          ...change,
          version: bill.version,
          ...(needsReason && { reason: reason.trim() }),
          ...(approval && { approval }),
        },
        key,
      }),
    );
  return (
    <Form
      title={words.changeLine(item.name)}
      submit={words.changeNow}
      disabled={!isReady}
      isBusy={isBusy}
      onBack={onBack}
      onSubmit={submit}
    >
      <Stepper name={item.name} value={quantity} least={1} most={MOST_PIECES} onChange={setQuantity} />
      {quantity > item.quantity && item.station ? <p class="quiet">{words.moreIsNew}</p> : null}
      {isBegun ? <p class="quiet">{words.lineBegun}</p> : null}
      {product ? (
        <ChoiceGroups till={till} product={product} choices={choices} wrong={missing} onChoose={setChoices} />
      ) : null}
      {!isBegun ? <Field label={words.noteForKitchen} value={note} onInput={setNote} maxLength={200} /> : null}
      {needsReason ? <Field label={words.reason} value={reason} onInput={setReason} maxLength={200} /> : null}
    </Form>
  );
}

const choicesOf = ({ modifiers }: Pick<Item, 'modifiers'>): readonly Choice[] =>
  modifiers.map(({ option_id: optionId, name, quantity, price_delta: priceDelta }) => ({
    ...{ optionId, name, quantity, priceDelta },
  }));

const said = (choices: readonly Choice[]): string =>
  choices
    .map(({ optionId, quantity }) => `${optionId} ${quantity}`)
    .sort()
    .join();

interface Wanted {
  readonly quantity: number;
  readonly note: string;
  readonly choices: readonly Choice[];
}

/** What of a line is to be other than it is, as the API takes it; null when nothing is. */
export function changeOf(
  item: Pick<Item, 'quantity' | 'note' | 'modifiers'>,
  { quantity, note, choices }: Wanted,
): Schemas['ChangeLineRequest'] | null {
  const change = {
    ...(quantity !== item.quantity && { quantity_delta: quantity - item.quantity }),
    ...(note !== (item.note ?? '') && { note }),
    ...(said(choices) !== said(choicesOf(item)) && {
      modifiers: choices.map(({ optionId, quantity: times }) => ({ option_id: optionId, quantity: times })),
    }),
  };
  return Object.keys(change).length > 0 ? change : null;
}
