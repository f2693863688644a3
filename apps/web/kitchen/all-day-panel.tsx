import type { JSX } from 'preact';

import { t } from '../shared/words/index.js';
import { useDisplay } from './context.js';

/** What is to be cooked in all. A tap on a dish makes its tickets stand out, another tap lets go. */
export function AllDayPanel(): JSX.Element {
  const display = useDisplay();
  const words = t.value.kitchen;
  const rows = display.allDay.value;
  const lit = display.highlighted.value;
  return (
    <aside class="all-day" aria-label={words.allDay}>
      <h2>{words.allDay}</h2>
      {rows.length === 0 && display.feed.value?.phase.value === 'ready' && <p class="quiet">{words.allDayEmpty}</p>}
      <ul>
        {rows.map((row) => {
          const key = `${row.productId} ${row.name}`;
          return (
            <li key={key}>
              <button
                type="button"
                class="all-day-dish"
                aria-pressed={lit === key}
                onClick={() => (display.highlighted.value = lit === key ? null : key)}
              >
                <span>{row.name}</span>
                <span class="number">{row.pieces}</span>
                {row.variants.map((variant) => (
                  <span key={variant.name} class="all-day-variant">
                    <span>{variant.name}</span>
                    <span class="number">{variant.pieces}</span>
                  </span>
                ))}
              </button>
            </li>
          );
        })}
      </ul>
    </aside>
  );
}
