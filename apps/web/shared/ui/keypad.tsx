import type { JSX } from 'preact';

import { EraseIcon } from '../icons.js';
import { t } from '../words/index.js';

interface KeypadProps {
  readonly onDigit: (digits: string) => void;
  readonly onErase: () => void;
  /** What the key at the left of zero types; nothing is there when absent. */
  readonly extra?: '00' | '000' | ',' | '.';
  readonly disabled?: boolean;
}

/** Ten digits for fingers. Typing on a keyboard is the page's own affair. */
export function Keypad({ onDigit, onErase, extra, disabled }: KeypadProps): JSX.Element {
  const key = (digits: string) => (
    <button key={digits} type="button" class="button plain number" disabled={disabled} onClick={() => onDigit(digits)}>
      {digits}
    </button>
  );
  return (
    <div class="keypad">
      {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map(key)}
      {extra ? key(extra) : <span />}
      {key('0')}
      <button
        type="button"
        class="button plain icon"
        aria-label={t.value.common.erase}
        disabled={disabled}
        onClick={onErase}
      >
        <EraseIcon />
      </button>
    </div>
  );
}
