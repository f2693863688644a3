import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { Button } from '../shared/ui/button.js';
import { Field } from '../shared/ui/field.js';
import { SaidOfOption } from '../shared/ui/said-of-option.js';
import { Sheet } from '../shared/ui/sheet.js';
import { Stepper } from '../shared/ui/stepper.js';
import { toast } from '../shared/ui/toast.js';
import { t } from '../shared/words/index.js';
import {
  choose,
  countIn,
  countOf,
  type Group,
  missingIn,
  type Option,
  type Picked,
  priceSaid,
  usual,
  wordsOf,
} from '../shared/choices.js';
import { MOST_OF_A_LINE } from './cart.js';
import { kindOf, orderedOf, priceOf, type Product, withVariants } from './choice.js';
import { money } from './format.js';
import { add } from './send.js';
import { menu, opened } from './state.js';

const LONGEST_NOTE = 200;
const BRIEF_MS = 2_500;

/** What a product can be had with, from below. */
export function ProductSheet(props: { readonly product: Product }): JSX.Element {
  const { guest } = t.value;
  const product = withVariants(props.product);
  const [chosen, setChosen] = useState<Picked>(() => usual(product.modifier_groups));
  const [quantity, setQuantity] = useState(1);
  const [note, setNote] = useState('');
  const [isAsked, setAsked] = useState(false);
  const locale = menu.value?.outlet.locale;
  const missing = missingIn(product.modifier_groups, chosen);
  const close = () => (opened.value = null);

  function put(): void {
    const [first] = missing;
    if (first) {
      setAsked(true);
      const box = document.getElementById(`group-${first.id}`);
      box?.scrollIntoView({ block: 'center' });
      box?.querySelector<HTMLElement>('input, button')?.focus();
      return;
    }
    add({ ...orderedOf(product, chosen), quantity, note: note.trim() });
    close();
    toast(guest.added(product.name), { forMs: BRIEF_MS });
  }

  return (
    <Sheet title={product.name} onClose={close} class="product">
      <div lang={locale}>
        {product.image_url && <img class="wide" src={product.image_url} alt="" width={640} height={360} />}
        {product.description && <p class="quiet">{product.description}</p>}
      </div>
      {product.modifier_groups.map((group) => (
        <Choice key={group.id} group={group} picked={chosen} wrong={isAsked ? missing : []} onPick={setChosen} />
      ))}
      <Field
        label={guest.note}
        hint={guest.noteHint}
        value={note}
        onInput={setNote}
        maxLength={LONGEST_NOTE}
        rows={2}
      />
      <div class="sheet-foot">
        <Stepper name={guest.quantity} value={quantity} least={1} most={MOST_OF_A_LINE} onChange={setQuantity} />
        <Button kind="main" onPress={put}>
          <span class="number">{guest.addFor(money(priceOf(product, chosen) * quantity))}</span>
        </Button>
      </div>
    </Sheet>
  );
}

interface ChoiceProps {
  readonly group: Group;
  readonly picked: Picked;
  /** Groups that lack a choice. */
  readonly wrong: readonly Group[];
  readonly onPick: (picked: Picked) => void;
}

/** A group, and below each option that is chosen what belongs to it. */
function Choice({ group, picked, wrong, onPick }: ChoiceProps): JSX.Element {
  const locale = menu.value?.outlet.locale;
  const isWrong = wrong.includes(group);
  return (
    <fieldset id={`group-${group.id}`} class={`choice${isWrong ? ' wrong' : ''}`}>
      <legend>
        <span lang={locale}>{group.name}</span> <span class="quiet">{ruleOf(group)}</span>
      </legend>
      {isWrong && (
        <p class="wrong-choice" role="alert">
          {t.value.guest.chooseFirst(group.name)}
        </p>
      )}
      {group.options.map((option) => (
        <div key={option.id} class="with-option">
          <OptionRow group={group} option={option} picked={picked} onPick={onPick} />
          {group.pre && <SaidOfOption group={group} option={option} picked={picked} onPick={onPick} lang={locale} />}
          {countOf(picked, option.id) > 0 &&
            option.modifier_groups?.map((below) => (
              <Choice key={below.id} group={below} picked={picked} wrong={wrong} onPick={onPick} />
            ))}
        </div>
      ))}
    </fieldset>
  );
}

interface OptionProps extends Omit<ChoiceProps, 'wrong'> {
  readonly option: Option;
}

function OptionRow({ group, option, picked, onPick }: OptionProps): JSX.Element {
  const kind = kindOf(group);
  const isFull = countIn(group, picked) >= group.max;
  const count = countOf(picked, option.id);
  const more = priceSaid(group, option, wordsOf(picked, option.id));
  const price = more === 0 ? '' : `${more > 0 ? '+' : ''}${money(more)}`;
  const set = (next: number) => onPick(choose(group, picked, option.id, next));
  const text = (
    <>
      <span class="option-name" lang={menu.value?.outlet.locale}>
        {option.name}
      </span>
      <span class="quiet number">{option.available ? price : t.value.guest.soldOut}</span>
    </>
  );
  if (kind === 'count' && option.available) {
    return (
      <div class="option">
        {text}
        <Stepper name={option.name} value={count} most={isFull ? count : group.max} onChange={set} />
      </div>
    );
  }
  return (
    <label class={`option${option.available ? '' : ' gone'}`}>
      <input
        type={kind === 'radio' ? 'radio' : 'checkbox'}
        name={group.id}
        checked={count > 0}
        disabled={!option.available || (group.max > 1 && isFull && count === 0)}
        onChange={(event) => set(event.currentTarget.checked ? 1 : 0)}
      />
      {text}
    </label>
  );
}

/** What may be said of an option: no, extra, on the side. */
function ruleOf({ min, max, options }: Group): string {
  const { guest } = t.value;
  if (min === 1 && max === 1) return guest.chooseOne;
  if (min === 0) return guest.chooseUpTo(Math.max(1, max > options.length ? max : Math.min(max, options.length)));
  return min === max ? guest.chooseExactly(min) : guest.chooseBetween(min, max);
}
