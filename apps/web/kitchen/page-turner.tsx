import type { JSX } from 'preact';

import { NextIcon, PreviousIcon } from '../shared/icons.js';
import { t } from '../shared/words/index.js';
import { useDisplay } from './context.js';
import { waitingAfter } from './packing.js';

/** Pages of the board, and how many cards wait behind the one that is shown. */
export function PageTurner(): JSX.Element {
  const { layout } = useDisplay();
  const words = t.value.kitchen;
  const pages = layout.pages.value;
  const page = layout.page.value;
  const waiting = waitingAfter(pages, page);
  const of = Math.max(1, pages.length);
  return (
    <nav class="turner" aria-label={words.pageLabel(page + 1, of)}>
      <button
        type="button"
        class="tool"
        disabled={page === 0}
        aria-label={words.previousPage}
        onClick={() => layout.goTo(page - 1)}
      >
        <PreviousIcon size={32} />
      </button>
      <p class="turner-at number">
        <span>{words.page(page + 1, of)}</span>
        {waiting > 0 && <strong>{words.waiting(waiting)}</strong>}
      </p>
      <button
        type="button"
        class="tool"
        disabled={page + 1 >= of}
        aria-label={words.nextPage}
        onClick={() => layout.goTo(page + 1)}
      >
        <NextIcon size={32} />
      </button>
    </nav>
  );
}
