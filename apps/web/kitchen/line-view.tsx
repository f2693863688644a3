import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';

import { CheckIcon } from '../shared/icons.js';
import { t } from '../shared/words/index.js';
import { toggleLine } from './acts.js';
import { isRemoval, modifierText } from './all-day.js';
import { useDisplay } from './context.js';
import type { Card, DrawnLine } from './queue.js';
import { isOpenLine, type Line } from './tickets.js';

/** How long a finger rests on a line to ask for more, ms. */
const LONG_PRESS_MS = 550;

interface LineViewProps {
  readonly card: Card;
  readonly drawn: DrawnLine;
  readonly onMore: (card: Card) => void;
}

/** One dish: quantity first, then its name, what was chosen and what was written. A tap ticks it, a long press asks for more. */
export function LineView({ card, drawn, onMore }: LineViewProps): JSX.Element {
  const display = useDisplay();
  const press = useLongPress(() => onMore(card));
  const { line, quantity } = drawn;
  const isPass = display.filter.value.view === 'PASS';
  const isDone = isPass ? false : line.status === 'READY';
  const waits = isPass && isOpenLine(line);
  const isVoid = line.status === 'VOIDED';
  const face = <LineFace line={line} quantity={quantity} isDone={isDone} />;
  return (
    <li
      class={`line${isVoid ? ' void' : ''}${isDone ? ' done' : ''}${line.was ? ' changed' : ''}${waits ? ' waits' : ''}`}
      data-part="line"
    >
      {isVoid || waits || card.held ? (
        <div class="line-face">{face}</div>
      ) : (
        <button
          type="button"
          class="line-face"
          aria-pressed={isDone}
          {...press.handlers}
          onClick={() => {
            if (!press.wasLong()) toggleLine(display, card, drawn.ids);
          }}
        >
          {face}
        </button>
      )}
    </li>
  );
}

interface FaceProps {
  readonly line: Line;
  readonly quantity: number;
  readonly isDone: boolean;
}

function LineFace({ line, quantity, isDone }: FaceProps): JSX.Element {
  const words = t.value.kitchen;
  const { was } = line;
  // The server tells all of what it was, of which most is what it still is.
  const before = was?.modifiers?.map(modifierText).join(', ');
  const wasChosen = before === undefined || before === line.modifiers.map(modifierText).join(', ') ? null : before;
  return (
    <>
      <span class="line-quantity number">
        {was?.quantity != null && was.quantity !== quantity && <s>{was.quantity}×</s>} {quantity}×
      </span>
      <span class="line-text">
        <span class="line-name">{line.name}</span>
        <Modifiers of={line.modifiers} />
        {wasChosen !== null && <span class="line-was">{words.was(wasChosen || '–')}</span>}
        {line.note !== null && <span class="note">{line.note}</span>}
        {was && 'note' in was && was.note !== line.note && (
          <span class="line-was">{words.was(was.note ?? words.noNote)}</span>
        )}
        {line.void_reason !== null && <span class="line-reason">{line.void_reason}</span>}
      </span>
      {line.status === 'VOIDED' && <strong class="tag void">{words.void}</strong>}
      {isDone && <CheckIcon size={28} class="line-tick" />}
    </>
  );
}

/** What was chosen on one line; what is to be left out on lines of its own, so that nobody reads over it. */
function Modifiers({ of }: { readonly of: Line['modifiers'] }): JSX.Element {
  const added = of.filter((one) => !isRemoval(one));
  return (
    <>
      {added.length > 0 && <span class="line-modifiers">{added.map(modifierText).join(', ')}</span>}
      {of.filter(isRemoval).map((one) => (
        <strong key={one.name} class="line-modifiers without">
          {modifierText(one)}
        </strong>
      ))}
    </>
  );
}

function useLongPress(run: () => void) {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const long = useRef(false);
  const stop = () => clearTimeout(timer.current);
  const open = () => {
    long.current = true;
    run();
  };
  return {
    /** Whether the press that ends now was a long one, which is no tap. */
    wasLong(): boolean {
      const was = long.current;
      long.current = false;
      return was;
    },
    handlers: {
      onPointerDown: () => {
        long.current = false;
        stop();
        timer.current = setTimeout(open, LONG_PRESS_MS);
      },
      onPointerUp: stop,
      onPointerCancel: stop,
      onPointerLeave: stop,
      onContextMenu: (event: Event) => {
        event.preventDefault();
        stop();
        if (!long.current) run();
      },
    },
  };
}
