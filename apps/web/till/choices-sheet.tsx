import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';

import { Button } from '../shared/ui/button.js';
import { Field } from '../shared/ui/field.js';
import { Sheet } from '../shared/ui/sheet.js';
import { Stepper } from '../shared/ui/stepper.js';
import { t } from '../shared/words/index.js';
import { type Choice, MOST_PIECES } from './cart.js';
import { ChoiceGroups } from './choice-groups.js';
import { choosing, missingIn, take } from './picking.js';
import type { Product } from './shop.js';
import type { Till } from './till.js';

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
        <ChoiceGroups
          till={till}
          product={product}
          choices={choices}
          wrong={isTried ? missing : []}
          onChoose={setChoices}
        />
        <Field label={words.noteForKitchen} value={note} onInput={setNote} maxLength={200} />
        <div class="row">
          <Stepper name={product.name} value={quantity} onChange={setQuantity} least={1} most={MOST_PIECES} />
          <Button kind="main" type="submit" class="grow">
            {words.add(till.money(unit * quantity))}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
