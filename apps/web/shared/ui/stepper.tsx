import type { JSX } from 'preact';

import { MinusIcon, PlusIcon } from '../icons.js';
import { t } from '../words/index.js';

interface StepperProps {
  /** Of what: part of the buttons' names. */
  readonly name: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly least?: number;
  readonly most?: number;
}

/** A number of things, one more or one less at a time. */
export function Stepper({ name, value, onChange, least = 0, most = 99 }: StepperProps): JSX.Element {
  const { increase, decrease } = t.value.common;
  return (
    <div class="stepper">
      <button
        type="button"
        class="button plain icon"
        aria-label={decrease(name)}
        aria-disabled={value <= least}
        onClick={() => value > least && onChange(value - 1)}
      >
        <MinusIcon />
      </button>
      <output class="number" aria-live="polite">
        {value}
      </output>
      <button
        type="button"
        class="button plain icon"
        aria-label={increase(name)}
        aria-disabled={value >= most}
        onClick={() => value < most && onChange(value + 1)}
      >
        <PlusIcon />
      </button>
    </div>
  );
}
