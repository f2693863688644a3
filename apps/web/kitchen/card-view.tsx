import { computed, type ReadonlySignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';

import { second } from '../shared/clock.js';
import { ClockIcon, FlameIcon, MenuIcon, QrCodeIcon, WarningIcon } from '../shared/icons.js';
import { memo } from '../shared/memo.js';
import { clockTime } from '../shared/ui/banner.js';
import { t } from '../shared/words/index.js';
import { bumpCard, seenCard, startCard } from './acts.js';
import { ageLevel, type AgeLevel, ageMinutes, ageText } from './age.js';
import { useDisplay } from './context.js';
import { LineView } from './line-view.js';
import type { Piece } from './packing.js';
import { type Card, drawnLines } from './queue.js';
import { isOpenLine } from './tickets.js';

/** How long a new card draws the eye, ms. */
const FRESH_FOR = 4_000;
/** How long a card says which table it came from, ms. */
const MOVED_FOR = 2 * 60_000;

interface CardViewProps {
  readonly card: Card;
  /** The part of it that stands in this column; absent while it is measured, and for a card that is whole. */
  readonly piece?: Piece;
  /** 1 to 9: the key that selects it. */
  readonly index?: number;
  readonly onMore: (card: Card) => void;
}

/** One ticket, or the part of it that fits into a column. The clock changes text nodes and one attribute of it, and draws nothing else anew. */
export const CardView = memo(function CardView({ card, piece, index, onMore }: CardViewProps): JSX.Element {
  const display = useDisplay();
  const level = useMemo(() => computed(() => ageLevel(card, second.value)), [card]);
  const isSelected = useMemo(() => computed(() => display.selected.value === card.key), [card.key]);
  const isLit = useMemo(() => computed(() => isHighlighted(card, display.highlighted.value)), [card]);
  const dim = useMemo(
    () => computed(() => (display.highlighted.value !== null && !isLit.value ? 'yes' : undefined)),
    [isLit],
  );
  const flash = useMemo(() => computed(() => (isFresh(card, second.value) ? 'yes' : undefined)), [card]);
  const lines = drawnLines(card.lines, display.settings.value.combine);
  const shown = piece ? lines.slice(piece.from, piece.to) : lines;
  const words = t.value.kitchen;
  const isVoid = card.marks.includes('VOID') && card.lines.every((line) => line.status === 'VOIDED');
  return (
    <article
      class={classOf(card, isVoid)}
      data-key={card.key}
      data-age={level}
      data-selected={computedFlag(isSelected)}
      data-dim={dim}
      data-flash={flash}
      data-torn={tornOf(piece)}
      aria-labelledby={`name-${card.key}-${piece?.from ?? 'm'}`}
    >
      {!piece || piece.first ? (
        <CardHead
          card={card}
          level={level}
          index={index}
          isVoid={isVoid}
          id={`name-${card.key}-${piece?.from ?? 'm'}`}
        />
      ) : (
        <h2 class="card-again" id={`name-${card.key}-${piece.from}`}>
          <span aria-hidden="true">↪</span> {words.continues(card.name)}
        </h2>
      )}
      <ul class="card-lines">
        {shown.map((line) => (
          <LineView key={line.ids[0]} card={card} drawn={line} onMore={onMore} />
        ))}
      </ul>
      {!piece || piece.last ? (
        <CardFoot card={card} onMore={onMore} />
      ) : (
        <p class="card-on" aria-hidden="true">
          {words.continuesNext}
        </p>
      )}
    </article>
  );
});

interface HeadProps {
  readonly card: Card;
  readonly level: ReadonlySignal<AgeLevel>;
  readonly index: number | undefined;
  readonly isVoid: boolean;
  readonly id: string;
}

function CardHead({ card, level, index, isVoid, id }: HeadProps): JSX.Element {
  const display = useDisplay();
  const words = t.value.kitchen;
  const isCooking = card.lines.some((line) => line.status === 'COOKING');
  const canStart =
    !card.held &&
    !isVoid &&
    display.filter.value.view === 'STATION' &&
    !card.lines.every((line) => line.status !== 'NEW' && line.status !== 'ACCEPTED');
  const moved = useMemo(
    () =>
      computed(() =>
        card.moved && second.value - card.moved.at < MOVED_FOR ? words.moved(card.moved.from, card.name) : '',
      ),
    [card, words],
  );
  const face = (
    <>
      {index !== undefined && (
        <span class="card-index number" aria-hidden="true">
          {index}
        </span>
      )}
      <span class="card-name">{card.name}</span>
      {isVoid ? <strong class="card-word">{words.void}</strong> : <AgeView card={card} level={level} />}
    </>
  );
  return (
    <header class="card-head" data-part="head">
      <h2 id={id}>
        {canStart ? (
          <button type="button" class="card-bar" aria-pressed={isCooking} onClick={() => startCard(display, card)}>
            {face}
            <span class="unseen">{words.start}</span>
          </button>
        ) : (
          <span class="card-bar">{face}</span>
        )}
      </h2>
      <p class="card-facts">
        {isCooking && (
          <strong class="tag cooking">
            <FlameIcon size={18} /> {words.cooking}
          </strong>
        )}
        {card.rush && <strong class="tag rush">{words.rush}</strong>}
        {card.addOn && <strong class="tag">{words.addOn}</strong>}
        {card.remake && <strong class="tag">{words.remake}</strong>}
        {card.marks.includes('CHANGED') && <strong class="tag">{words.changed}</strong>}
        <span>{words.types[card.type] ?? card.type}</span>
        {card.name !== card.number && <span class="number">{card.number}</span>}
        {card.guest && (
          <span class="guest">
            <QrCodeIcon size={18} /> {words.guest}
          </span>
        )}
        <MovedText text={moved} />
      </p>
      {card.notes.map((note) => (
        <p key={note} class="note">
          {note}
        </p>
      ))}
      {card.alsoAt.length > 0 && (
        <p class="card-also">
          {words.alsoAt(card.alsoAt.map((at) => words.atStation(at.station, at.ready, at.open + at.ready)).join(' · '))}
        </p>
      )}
    </header>
  );
}

function MovedText({ text }: { readonly text: ReadonlySignal<string> }): JSX.Element | null {
  return text.value === '' ? null : <strong class="tag moved">{text.value}</strong>;
}

/** Icon and word beside the time: nobody has to tell colours apart. */
function AgeView({ card, level }: { readonly card: Card; readonly level: ReadonlySignal<AgeLevel> }): JSX.Element {
  const words = t.value.kitchen;
  const { firedAt } = card;
  const text = useMemo(() => computed(() => (firedAt === null ? '' : ageText(firedAt, second.value))), [firedAt]);
  const spoken = useMemo(
    () => computed(() => (firedAt === null ? '' : words.age(ageMinutes(firedAt, second.value)))),
    [firedAt, words],
  );
  if (card.held) {
    return (
      <strong class="card-word">{card.fireAt === null ? words.held : words.heldUntil(clockTime(card.fireAt))}</strong>
    );
  }
  return (
    <span class="card-age">
      <LevelSign level={level} />
      <span class="number" aria-hidden="true">
        {text}
      </span>
      <span class="unseen">{spoken}</span>
    </span>
  );
}

function LevelSign({ level }: { readonly level: ReadonlySignal<AgeLevel> }): JSX.Element | null {
  const words = t.value.kitchen;
  if (level.value === 'LATE') {
    return (
      <strong class="card-word">
        <WarningIcon size={18} /> {words.late}
      </strong>
    );
  }
  return level.value === 'ATTENTION' ? (
    <span class="card-sign">
      <ClockIcon size={22} />
      <span class="unseen">{words.attention}</span>
    </span>
  ) : null;
}

function CardFoot({ card, onMore }: { readonly card: Card; readonly onMore: (card: Card) => void }): JSX.Element {
  const display = useDisplay();
  const words = t.value.kitchen;
  const isPass = display.filter.value.view === 'PASS';
  const canBump = !card.held && card.lines.some((line) => (isPass ? line.status === 'READY' : isOpenLine(line)));
  const hasMarks = card.marks.includes('VOID') || card.marks.includes('CHANGED');
  return (
    <footer class="card-foot" data-part="foot">
      {hasMarks && (
        <button type="button" class="card-seen" onClick={() => seenCard(display, card)}>
          {words.seen}
        </button>
      )}
      {canBump && (
        <button type="button" class="card-bump" onClick={() => bumpCard(display, card)}>
          {isPass ? words.serve : words.bump}
        </button>
      )}
      <button type="button" class="card-more" aria-label={words.more(card.name)} onClick={() => onMore(card)}>
        <MenuIcon />
      </button>
    </footer>
  );
}

function classOf(card: Card, isVoid: boolean): string {
  return `card${isVoid ? ' void' : ''}${card.held ? ' held' : ''}${card.rush ? ' rush' : ''}`;
}

function tornOf(piece: Piece | undefined): string | undefined {
  if (!piece || (piece.first && piece.last)) return undefined;
  return piece.first ? 'below' : piece.last ? 'above' : 'both';
}

function isHighlighted(card: Card, dish: string | null): boolean {
  return dish !== null && card.lines.some((line) => isOpenLine(line) && `${line.product_id} ${line.name}` === dish);
}

function isFresh(card: Card, now: number): boolean {
  return card.firedAt !== null && now - card.firedAt < FRESH_FOR;
}

function computedFlag(flag: ReadonlySignal<boolean>): ReadonlySignal<string | undefined> {
  return computed(() => (flag.value ? 'yes' : undefined));
}
