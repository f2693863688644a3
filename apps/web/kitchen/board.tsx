import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

import { CardView } from './card-view.js';
import { useDisplay } from './context.js';
import { columnsIn, type Piece, type Size } from './packing.js';
import type { Card } from './queue.js';

/** Of the text's size: the least width of a column, and the height of where a long card goes on. */
const COLUMN_EM = 12.5;
const CONTINUED_EM = 2.6;
const GAP = 8;
/** Px that a finger goes sideways to turn the page. */
const SWIPE_PX = 80;

interface BoardProps {
  readonly onMore: (card: Card) => void;
}

/** Columns of cards, a page of them at a time. */
export function Board({ onMore }: BoardProps): JSX.Element {
  const display = useDisplay();
  const { layout } = display;
  const box = useRef<HTMLDivElement>(null);
  const swipe = useSwipe((by) => layout.goTo(layout.page.peek() + by));
  const { size } = display.settings.value;

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const read = () => {
      const em = parseFloat(getComputedStyle(element).fontSize);
      const { clientWidth, clientHeight } = element;
      const columns = columnsIn(clientWidth, COLUMN_EM * em, GAP);
      const width = (clientWidth - (columns - 1) * GAP) / columns;
      element.style.setProperty('--column', `${width}px`);
      layout.setRoom({ columns, height: clientHeight, gap: GAP, continued: Math.ceil(CONTINUED_EM * em), width });
    };
    const observer = new ResizeObserver(read);
    observer.observe(element);
    read();
    return () => observer.disconnect();
  }, [size]);

  const page = layout.pages.value[layout.page.value] ?? [];
  const cards = display.cardOf.value;
  let index = 0;
  return (
    <div class="board" ref={box} {...swipe}>
      {page.map((column, at) => (
        <div class="board-column" key={at}>
          {column.map((piece) => {
            const card = cards.get(piece.key);
            const number = piece.first ? (index += 1) : undefined;
            if (!card) return <Hole key={piece.key} piece={piece} />;
            return (
              <CardView
                key={`${piece.key} ${piece.from}`}
                card={card}
                {...(isWhole(piece) ? {} : { piece })}
                {...(number !== undefined && number <= 9 && { index: number })}
                onMore={onMore}
              />
            );
          })}
        </div>
      ))}
      <Measure onMore={onMore} />
    </div>
  );
}

const isWhole = (piece: Piece): boolean => piece.first && piece.last;

/** Where a card stood that has just left: nothing moves under a finger. */
function Hole({ piece }: { readonly piece: Piece }): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => box.current?.style.setProperty('height', `${piece.height}px`), [piece.height]);
  return <div class="board-hole" ref={box} />;
}

/** Draws cards out of sight, in a column of the present width, to learn their heights. */
function Measure({ onMore }: BoardProps): JSX.Element | null {
  const display = useDisplay();
  const box = useRef<HTMLDivElement>(null);
  const cards = display.layout.toMeasure.value;
  useLayoutEffect(() => {
    const drawn = [...(box.current?.children ?? [])];
    const found = cards.flatMap((card, index) => {
      const element = drawn[index];
      return element instanceof HTMLElement ? [{ card, size: sizeOf(card.key, element) }] : [];
    });
    if (found.length > 0) display.layout.measured(found);
  }, [cards]);
  if (cards.length === 0) return null;
  return (
    <div class="board-measure" ref={box} aria-hidden="true" inert>
      {cards.map((card) => (
        <CardView key={card.key} card={card} onMore={onMore} />
      ))}
    </div>
  );
}

function sizeOf(key: string, element: HTMLElement): Size {
  const top = element.getBoundingClientRect().top;
  const lines = [...element.querySelectorAll('[data-part=line]')].map((line) => line.getBoundingClientRect());
  const whole = element.getBoundingClientRect().height;
  const head = lines[0] ? lines[0].top - top : whole;
  const heights = lines.map((line) => line.height);
  return { key, head, lines: heights, foot: whole - head - heights.reduce((sum, height) => sum + height, 0) };
}

function useSwipe(turn: (by: 1 | -1) => void) {
  const start = useRef<{ x: number; y: number } | null>(null);
  return {
    onPointerDown: (event: PointerEvent) => {
      start.current = event.pointerType === 'mouse' ? null : { x: event.clientX, y: event.clientY };
    },
    onPointerUp: (event: PointerEvent) => {
      const from = start.current;
      start.current = null;
      if (!from) return;
      const [x, y] = [event.clientX - from.x, event.clientY - from.y];
      if (Math.abs(x) > SWIPE_PX && Math.abs(x) > 2 * Math.abs(y)) turn(x < 0 ? 1 : -1);
    },
  };
}
