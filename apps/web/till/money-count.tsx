import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { Keypad } from '../shared/ui/keypad.js';
import { t } from '../shared/words/index.js';
import { countedPieces, countedTotal, denominationsOf } from './denominations.js';
import type { Counted } from './drawer.js';
import type { Till } from './till.js';
import { amountOf, eraseDigit, typeDigits, zerosOf } from './typed-amount.js';

interface MoneyCountProps {
  readonly till: Till;
  readonly label: string;
  /** In the smallest unit; null while nothing was typed. */
  readonly onChange: (counted: Counted | null) => void;
}

/** What is in a drawer: as one amount, or note by note. */
export function MoneyCount({ till, label, onChange }: MoneyCountProps): JSX.Element {
  const { till: words } = t.value;
  const currency = till.shop.outlet.value?.currency ?? 'IDR';
  const pieces = denominationsOf(currency);
  const [byPieces, setByPieces] = useState(false);
  const [typed, setTyped] = useState('');
  const [counts, setCounts] = useState<readonly number[]>([]);
  const asAmount = (text: string): Counted | null => {
    const cash = amountOf(text);
    return cash === null ? null : { cash };
  };
  const asPieces = (of: readonly number[]): Counted => ({
    cash: countedTotal(currency, of),
    pieces: countedPieces(currency, of),
  });
  const put = (next: string) => {
    setTyped(next);
    onChange(asAmount(next));
  };
  const count = (at: number, text: string) => {
    const next = pieces.map((_, index) =>
      index === at ? Math.min(Number(text.replace(/\D/g, '')), 9_999) : (counts[index] ?? 0),
    );
    setCounts(next);
    onChange(asPieces(next));
  };
  const total = countedTotal(currency, counts);
  return (
    <section class="money-count" aria-label={label}>
      {pieces.length > 0 && (
        <div class="choices" role="group" aria-label={label}>
          {[false, true].map((one) => (
            <button
              key={String(one)}
              type="button"
              class="button plain"
              aria-pressed={byPieces === one}
              onClick={() => {
                setByPieces(one);
                onChange(one ? asPieces(counts) : asAmount(typed));
              }}
            >
              {one ? words.byCounting : words.byAmount}
            </button>
          ))}
        </div>
      )}
      {byPieces ? (
        <>
          <ul class="pieces">
            {pieces.map(({ value, kind }, at) => (
              <li key={at}>
                <label>
                  <span class="number">
                    {kind === 'note' ? words.note(till.money(value)) : words.coin(till.money(value))}
                  </span>
                  <input
                    class="number"
                    type="text"
                    inputMode="numeric"
                    value={counts[at] ? String(counts[at]) : ''}
                    placeholder="0"
                    onInput={(event) => count(at, event.currentTarget.value)}
                  />
                </label>
              </li>
            ))}
          </ul>
          <p class="total-line">
            <span>{words.sum}</span>
            <output class="number">{till.money(total)}</output>
          </p>
        </>
      ) : (
        <>
          <label class="amount-field">
            <span>{label}</span>
            <input
              class="number"
              type="text"
              inputMode="numeric"
              value={typed === '' ? '' : till.money(Number(typed))}
              placeholder={till.money(0)}
              onInput={(event) => put(typeDigits('', event.currentTarget.value.replace(/\D/g, '')))}
            />
          </label>
          <Keypad
            onDigit={(digits) => put(typeDigits(typed, digits))}
            onErase={() => put(eraseDigit(typed))}
            extra={zerosOf(currency)}
          />
        </>
      )}
    </section>
  );
}
