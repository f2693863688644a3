import type { JSX } from 'preact';

import { clockTime } from '../shared/ui/banner.js';
import { t } from '../shared/words/index.js';
import { modifierText } from './all-day.js';
import type { Card } from './queue.js';

/** A ticket on 80 mm paper, seen by the printer alone. */
export function Slip({ card, timeZone }: { readonly card: Card; readonly timeZone: string | undefined }): JSX.Element {
  const words = t.value.kitchen;
  return (
    <section class="slip" aria-hidden="true">
      <h2>{card.name}</h2>
      <p>
        {words.types[card.type] ?? card.type} · {card.number}
        {card.firedAt !== null && ` · ${clockTime(card.firedAt, timeZone)}`}
      </p>
      {card.addOn && <p class="slip-mark">{words.addOn}</p>}
      {card.remake && <p class="slip-mark">{words.remake}</p>}
      {card.notes.map((note) => (
        <p key={note} class="slip-mark">
          {note}
        </p>
      ))}
      <ul>
        {card.lines.map((line) => (
          <li key={line.id} class={line.status === 'VOIDED' ? 'slip-void' : ''}>
            <strong>
              {line.quantity}× {line.name}
            </strong>
            {line.modifiers.map((modifier) => (
              <span key={modifier.name}>{modifierText(modifier)}</span>
            ))}
            {line.note !== null && <span class="slip-mark">{line.note}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
