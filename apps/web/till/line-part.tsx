import { useState } from 'preact/hooks';

import type { Schemas } from '../shared/api.js';
import { type Wish, wishesOfLine } from '../shared/choices.js';
import { Button } from '../shared/ui/button.js';
import { Field } from '../shared/ui/field.js';
import { Stepper } from '../shared/ui/stepper.js';
import { t } from '../shared/words/index.js';
import type { Item, Part, PartProps } from './bill-doing.js';
import { Form } from './bill-parts.js';
import { type Choice, MOST_PIECES, wishOf } from './cart.js';
import { ChoiceGroups } from './choice-groups.js';
import { missingIn } from './picking.js';
import { ReasonField, type Why } from './reason-field.js';
import { SeatAndCourse } from './seat-and-course.js';

interface LinePartProps extends PartProps {
  readonly item: Item;
  readonly onPart: (part: Part) => void;
}

const BEGUN: readonly string[] = ['COOKING', 'READY', 'DONE'];

/** Changes a line of an open bill: its pieces always, its note and choices until the kitchen begins. */
export function LinePart({ till, bill, perform, isBusy, onBack, onPart, item }: LinePartProps) {
  const { till: words, floor } = t.value;
  const [quantity, setQuantity] = useState(item.quantity);
  const [note, setNote] = useState(item.note ?? '');
  const [changed, setChoices] = useState<readonly Choice[] | null>(null);
  const [seat, setSeat] = useState(item.seat);
  const [course, setCourse] = useState(item.course);
  const [why, setWhy] = useState<Why | null>(null);
  // Of a line of which pieces were given back those that are left can be fewer or more, and nothing else changes.
  const isGivenBack = item.refunded_quantity > 0;
  const isBegun = BEGUN.includes(item.status) || isGivenBack;
  const needsReason = BEGUN.includes(item.status) && quantity < item.quantity;
  const product = isBegun ? undefined : till.shop.products.value.find(({ id }) => id === item.product_id);
  const choices = changed ?? choicesOf(item);
  const missing = product ? missingIn(product, choices) : [];
  const change = changeOf(item, { quantity, note: note.trim(), choices, seat, course });
  const isReady = change !== null && missing.length === 0 && !(needsReason && why === null);
  const submit = () =>
    perform(({ key, approval }) =>
      till.api.patch('/api/v1/orders/{id}/items/{item_id}', {
        params: { path: { id: bill.id, item_id: item.id } },
        body: {
          ...change,
          version: bill.version,
          ...(needsReason && why),
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
      <Stepper
        name={item.name}
        value={quantity}
        least={Math.max(1, item.refunded_quantity)}
        most={MOST_PIECES}
        onChange={setQuantity}
      />
      {quantity > item.quantity && item.station ? <p class="quiet">{words.moreIsNew}</p> : null}
      {isBegun && !isGivenBack ? <p class="quiet">{words.lineBegun}</p> : null}
      {product ? (
        <ChoiceGroups till={till} product={product} choices={choices} wrong={missing} onChoose={setChoices} />
      ) : null}
      {!isBegun ? <Field label={words.noteForKitchen} value={note} onInput={setNote} maxLength={200} /> : null}
      <SeatAndCourse seat={seat} course={course} onSeat={setSeat} onCourse={isBegun ? null : setCourse} />
      {needsReason ? <ReasonField till={till} kind="VOID" onWhy={setWhy} /> : null}
      {!isGivenBack && (
        <div class="choices" role="group" aria-label={item.name}>
          <Button onPress={() => onPart({ discountLine: item.id })}>{words.discount}</Button>
          <Button onPress={() => onPart({ compLine: item.id })}>{floor.onTheHouse}</Button>
          <Button onPress={() => onPart({ priceLine: item.id })}>{floor.otherPrice}</Button>
        </div>
      )}
    </Form>
  );
}

/** What the line was ordered with. Names and prices are the product's affair once something is changed. */
const choicesOf = ({ modifiers }: Pick<Item, 'modifiers'>): readonly Choice[] =>
  wishesOfLine(modifiers).map((wish) => ({
    ...{ optionId: wish.option_id, name: '', quantity: wish.quantity, priceDelta: 0, wish },
  }));

const said = (choices: readonly Choice[]): string =>
  choices
    .map((choice) => JSON.stringify(plain(wishOf(choice))))
    .sort()
    .join();

/** A wish in one order, whatever was chosen first. */
const plain = ({ option_id, quantity, pre = [], modifiers = [] }: Wish): unknown => [
  ...[option_id, quantity, [...pre].sort()],
  modifiers.map((one) => JSON.stringify(plain(one))).sort(),
];

interface Wanted {
  readonly quantity: number;
  readonly note: string;
  readonly choices: readonly Choice[];
  readonly seat: number | null;
  readonly course: number | null;
}

/** What of a line is to be other than it is, as the API takes it; null when nothing is. */
export function changeOf(
  item: Pick<Item, 'quantity' | 'note' | 'modifiers' | 'seat' | 'course'>,
  { quantity, note, choices, seat, course }: Wanted,
): Schemas['ChangeLineRequest'] | null {
  const change = {
    ...(quantity !== item.quantity && { quantity_delta: quantity - item.quantity }),
    ...(seat !== item.seat && { seat }),
    ...(course !== item.course && { course }),
    ...(note !== (item.note ?? '') && { note }),
    ...(said(choices) !== said(choicesOf(item)) && {
      modifiers: choices.map(wishOf),
    }),
  };
  return Object.keys(change).length > 0 ? change : null;
}
