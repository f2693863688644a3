import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';

import { Button } from '../shared/ui/button.js';
import { Field } from '../shared/ui/field.js';
import { Sheet } from '../shared/ui/sheet.js';
import { Stepper } from '../shared/ui/stepper.js';
import { t } from '../shared/words/index.js';
import { type Choice, MOST_PIECES } from './cart.js';
import { choosing, missingIn, take } from './picking.js';
import type { Product } from './shop.js';
import type { Till } from './till.js';

type Group = Product['modifier_groups'][number];

/** How a product is wanted: its groups of choices, a note, how many. */
export function ChoicesSheet({ till, product }: { readonly till: Till; readonly product: Product }): JSX.Element {
  const { till: words } = t.value;
  const [choices, setChoices] = useState<readonly Choice[]>([]);
  const [note, setNote] = useState('');
  const [quantity, setQuantity] = useState(1);
  const [isTried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const missing = missingIn(product, choices);
  const unit = choices.reduce((sum, one) => sum + one.priceDelta * one.quantity, product.price);

  const toggle = (group: Group, option: Group['options'][number]) => {
    const ids = new Set(group.options.map(({ id }) => id));
    const chosen = choices.filter(({ optionId }) => ids.has(optionId));
    const isOn = chosen.some(({ optionId }) => optionId === option.id);
    const others = choices.filter(({ optionId }) => (group.max === 1 ? !ids.has(optionId) : optionId !== option.id));
    if (!isOn && group.max > 1 && chosen.length >= group.max) return;
    const one = { optionId: option.id, name: option.name, quantity: 1, priceDelta: option.price_delta };
    setChoices(isOn && (group.max > 1 || group.min === 0) ? others : [...others, one]);
  };

  const add = (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (missing[0]) {
      form.current?.querySelector<HTMLElement>(`#group-${CSS.escape(missing[0].id)} button`)?.focus();
      return;
    }
    choosing.value = null;
    take(till, product, choices, quantity, note.trim());
  };

  return (
    <Sheet title={product.name} class="choices-sheet" onClose={() => (choosing.value = null)}>
      <form ref={form} class="stack" noValidate onSubmit={add}>
        {product.modifier_groups.map((group) => (
          <fieldset key={group.id} id={`group-${group.id}`} class="group">
            <legend>
              {group.name} <span class="quiet">{rule(group)}</span>
            </legend>
            {isTried && missing.includes(group) && (
              <p class="error" role="alert">
                {words.missingChoice(group.name)}
              </p>
            )}
            <div class="options">
              {group.options.map((option) => (
                <button
                  key={option.id}
                  type="button"
                  class="button plain"
                  aria-pressed={choices.some(({ optionId }) => optionId === option.id)}
                  disabled={!option.available}
                  onClick={() => toggle(group, option)}
                >
                  {option.name}
                  {option.price_delta !== 0 && <span class="number">+{till.money(option.price_delta)}</span>}
                  {!option.available && <span>{words.soldOut}</span>}
                </button>
              ))}
            </div>
          </fieldset>
        ))}
        <Field label={words.noteForKitchen} value={note} onInput={setNote} maxLength={200} />
        <div class="row between">
          <Stepper name={product.name} value={quantity} onChange={setQuantity} least={1} most={MOST_PIECES} />
          <Button kind="main" type="submit">
            {words.add(till.money(unit * quantity))}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}

function rule({ min, max }: Group): string {
  const { till: words } = t.value;
  if (max === 1) return words.chooseOne;
  return min === 0 ? words.chooseUpTo(max) : words.chooseBetween(min, max);
}
