import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';

import { usual } from '../shared/choices.js';
import { Button } from '../shared/ui/button.js';
import { Field } from '../shared/ui/field.js';
import { Sheet } from '../shared/ui/sheet.js';
import { Stepper } from '../shared/ui/stepper.js';
import { variantsOf } from '../shared/variants.js';
import { t } from '../shared/words/index.js';
import { type Choice, MOST_PIECES } from './cart.js';
import { ChoiceGroups } from './choice-groups.js';
import { choicesIn, choosing, missingIn, take } from './picking.js';
import { useSettled } from './settled.js';
import type { Product } from './shop.js';
import type { Till } from './till.js';
import { amountOf, typeDigits } from './typed-amount.js';

/** How a product is wanted: which of its variants, then its price where that is open, its choices, a note, how many. */
export function ChoicesSheet({ till, product }: { readonly till: Till; readonly product: Product }): JSX.Element {
  const [variant, choose] = useState<Product | null>(null);
  const close = () => (choosing.value = null);
  const isPlain = !product.open_price && product.modifier_groups.length === 0;
  return (
    <Sheet title={variant?.name ?? product.name} class="choices-sheet" onClose={close}>
      {product.variants && !variant ? (
        <Variants
          till={till}
          product={product}
          onChoose={(one) => {
            if (!isPlain) return choose(one);
            close();
            take(till, one);
          }}
        />
      ) : (
        <Choices till={till} product={variant ?? product} />
      )}
    </Sheet>
  );
}

interface VariantsProps {
  readonly till: Till;
  readonly product: Product;
  readonly onChoose: (variant: Product) => void;
}

function Variants({ till, product, onChoose }: VariantsProps): JSX.Element {
  const { till: words } = t.value;
  const isSettled = useSettled();
  const all = variantsOf(product);
  return (
    <fieldset class="group">
      <legend>{words.chooseOne}</legend>
      <div class="options">
        {product.variants?.map(({ id, name, price, available, stock }, at) => (
          <button
            key={id}
            type="button"
            class="button plain"
            disabled={!available}
            onClick={() => isSettled() && onChoose(all[at]!)}
          >
            {name}
            <span class="number">{till.money(price)}</span>
            {available ? (
              stock != null && <span class="quiet number">{words.pieces(stock)}</span>
            ) : (
              <span>{words.soldOut}</span>
            )}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

function Choices({ till, product }: { readonly till: Till; readonly product: Product }): JSX.Element {
  const { till: words } = t.value;
  const [choices, setChoices] = useState<readonly Choice[]>(() => choicesIn(product, usual(product.modifier_groups)));
  const [typed, setTyped] = useState('');
  const [note, setNote] = useState('');
  const [quantity, setQuantity] = useState(1);
  const [isTried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const missing = missingIn(product, choices);
  const openPrice = amountOf(typed) ?? undefined;
  const wrongPrice = product.open_price ? wrongIn(till, product, openPrice) : undefined;
  const unit = choices.reduce((sum, one) => sum + one.priceDelta * one.quantity, openPrice ?? product.price);

  const add = (event: Event) => {
    event.preventDefault();
    setTried(true);
    const first = wrongPrice ? '.field input' : missing[0] && `#group-${CSS.escape(missing[0].id)} button`;
    if (first) {
      form.current?.querySelector<HTMLElement>(first)?.focus();
      return;
    }
    choosing.value = null;
    take(till, product, { choices, quantity, note: note.trim(), openPrice });
  };

  return (
    <form ref={form} class="stack" noValidate onSubmit={add}>
      {product.open_price && (
        <Field
          label={words.openPrice}
          hint={boundsOf(till, product)}
          value={openPrice === undefined ? '' : till.money(openPrice)}
          onInput={(text) => setTyped(typeDigits('', text.replace(/\D/g, '')))}
          inputmode="numeric"
          autocomplete="off"
          error={isTried ? wrongPrice : undefined}
        />
      )}
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
  );
}

/** Between which prices; the product's own where nothing is said. */
function boundsOf(till: Till, { price, price_min: least, price_max: most }: Product): string {
  const { till: words } = t.value;
  const parts = [
    price > 0 && words.usually(till.money(price)),
    least !== undefined && words.atLeast(till.money(least)),
    most !== undefined && words.atMost(till.money(most)),
  ];
  return parts.filter(Boolean).join(' · ');
}

/** What is wrong with a price that was said; a product without one of its own needs one. */
function wrongIn(till: Till, { price, price_min: least, price_max: most }: Product, said: number | undefined) {
  const { till: words, common } = t.value;
  if (said === undefined) return price > 0 ? undefined : common.fillIn(words.openPrice);
  if (least !== undefined && said < least) return words.atLeast(till.money(least));
  return most !== undefined && said > most ? words.atMost(till.money(most)) : undefined;
}
