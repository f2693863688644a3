import { batch, computed, type ReadonlySignal, signal, untracked } from '@preact/signals';

import { cardsOn, pack, type Page, type Room, type Size } from './packing.js';
import type { Card } from './queue.js';

/** Ms that nothing moves for after a touch. */
export const STILL_MS = 1_500;
/** Cards that are measured in one go, so that a long queue does not hold up the first picture. */
const MEASURE_AT_ONCE = 24;

/** Where the cards stand, and which page is shown. Cards move only while nobody's finger is near. */
export interface Layout {
  readonly pages: ReadonlySignal<readonly Page[]>;
  readonly page: ReadonlySignal<number>;
  /** Cards whose heights are not known yet, a few at a time. */
  readonly toMeasure: ReadonlySignal<readonly Card[]>;
  /** Keys of the cards that begin on the page that is shown. */
  readonly visible: ReadonlySignal<readonly string[]>;
  setRoom(room: Room & { readonly width: number }): void;
  /** Heights of cards as they were drawn at the present width. */
  measured(sizes: readonly { readonly card: Card; readonly size: Size }[]): void;
  /** Cards changed: packs anew, at once or when the screen has been left alone for a moment. */
  changed(): void;
  touched(): void;
  goTo(page: number): void;
  /** Forgets all heights: the text has another size, or another language. */
  restyled(): void;
}

interface Measured {
  readonly card: Card;
  readonly size: Size;
}

const NO_ROOM = { columns: 1, height: 0, gap: 0, continued: 0, width: 0 };

export function createLayout(
  cards: ReadonlySignal<readonly Card[]>,
  now: () => number = () => performance.now(),
): Layout {
  const room = signal<Room & { readonly width: number }>(NO_ROOM);
  const sizes = signal<ReadonlyMap<string, Measured>>(new Map());
  const pages = signal<readonly Page[]>([]);
  const wanted = signal(0);
  const page = computed(() => Math.max(0, Math.min(wanted.value, pages.value.length - 1)));
  const visible = computed(() => cardsOn(pages.value[page.value]));
  let touchedAt = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const unknown = computed(() => cards.value.filter((card) => sizes.value.get(card.key)?.card !== card));
  const toMeasure = computed(() => (room.value.height > 0 ? unknown.value.slice(0, MEASURE_AT_ONCE) : []));

  function packNow(): void {
    clearTimeout(timer);
    timer = undefined;
    const known: Size[] = [];
    for (const card of cards.value) {
      const measured = sizes.value.get(card.key);
      // A card is not shown before those that are older than it.
      if (!measured) break;
      known.push(measured.size);
    }
    pages.value = pack(known, room.value);
  }

  function changed(): void {
    if (room.value.height === 0) return;
    const wait = touchedAt + STILL_MS - now();
    const shown = new Set(cards.value.map(({ key }) => key));
    const isPageEmpty = !visible.value.some((key) => shown.has(key));
    if (wait <= 0 || isPageEmpty) packNow();
    else timer ??= setTimeout(settle, wait);
  }

  function settle(): void {
    timer = undefined;
    changed();
  }

  return {
    pages,
    page,
    toMeasure,
    visible,
    setRoom(next) {
      const before = room.value;
      if (sameRoom(before, next)) return;
      batch(() => {
        room.value = next;
        if (before.width !== next.width) sizes.value = new Map();
      });
      packNow();
    },
    measured(found) {
      const present = new Set(cards.value.map(({ key }) => key));
      const kept = [...sizes.value].filter(([key]) => present.has(key));
      sizes.value = new Map([...kept, ...found.map((one) => [one.card.key, one] as const)]);
      changed();
    },
    changed: () => untracked(changed),
    touched() {
      touchedAt = now();
    },
    goTo(next) {
      wanted.value = Math.max(0, Math.min(next, pages.value.length - 1));
      packNow();
    },
    restyled() {
      sizes.value = new Map();
    },
  };
}

function sameRoom(a: Room & { width: number }, b: Room & { width: number }): boolean {
  return (
    a.width === b.width &&
    a.height === b.height &&
    a.columns === b.columns &&
    a.gap === b.gap &&
    a.continued === b.continued
  );
}
