import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { Button } from '../shared/ui/button.js';
import { Field } from '../shared/ui/field.js';
import { t } from '../shared/words/index.js';
import type { Till } from './till.js';
import { presetTips } from './tips.js';
import { amountOf, typeDigits } from './typed-amount.js';

interface TipChoiceProps {
  readonly till: Till;
  /** What is paid of the bill, in the smallest unit. */
  readonly due: number;
  readonly tip: number;
  /** What is left of the cash that was given; 0 when nothing is. */
  readonly change: number;
  readonly onTip: (tip: number) => void;
}

/** A tip beside the bill: none, a share of it, what the guest says, or the change. Outlets without presets take none. */
export function TipChoice({ till, due, tip, change, onTip }: TipChoiceProps): JSX.Element | null {
  const { floor } = t.value;
  const [isOther, setOther] = useState(false);
  const outlet = till.shop.outlet.value;
  const presets = presetTips(due, outlet?.tips?.presets ?? [], outlet?.cash_rounding ?? 0);
  if (presets.length === 0) return null;
  const choose = (amount: number) => {
    setOther(false);
    onTip(amount);
  };
  return (
    <fieldset class="choices tips">
      <legend>{floor.tip}</legend>
      <Button pressed={tip === 0 && !isOther} onPress={() => choose(0)}>
        {floor.noTip}
      </Button>
      {presets.map(({ percent, amount }) => (
        <Button key={percent} class="number" pressed={tip === amount && !isOther} onPress={() => choose(amount)}>
          {percent} % · {till.money(amount)}
        </Button>
      ))}
      <Button pressed={isOther} onPress={() => setOther(true)}>
        {floor.otherTip}
      </Button>
      {change > 0 && (
        <Button class="number" onPress={() => choose(tip + change)}>
          {floor.keepChange(till.money(change))}
        </Button>
      )}
      {isOther && (
        <Field
          label={floor.tipAmount}
          value={tip === 0 ? '' : till.money(tip)}
          onInput={(text) => onTip(amountOf(typeDigits('', text.replace(/\D/g, ''))) ?? 0)}
          inputmode="numeric"
          autocomplete="off"
          autofocus
        />
      )}
    </fieldset>
  );
}
