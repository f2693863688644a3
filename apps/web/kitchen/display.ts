import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';

import type { Api } from '../shared/api.js';
import { second, serverNow } from '../shared/clock.js';
import { createOutbox, type Intent, type Outbox, type Sent } from '../shared/outbox.js';
import { setQuery } from '../shared/route.js';
import type { Session } from '../shared/session.js';
import { storageOf } from '../shared/storage.js';
import { toast } from '../shared/ui/toast.js';
import { newId } from '../shared/uuid.js';
import { t } from '../shared/words/index.js';
import { alertsOf } from './alerts.js';
import { type AllDayRow, allDayOf } from './all-day.js';
import { createFeed, type Feed, RECALL_MS } from './feed.js';
import type { KitchenApi, Station } from './kitchen-api.js';
import { createLayout, type Layout } from './layout.js';
import { Listening } from './listening.js';
import {
  type Card,
  cardsOf,
  type Counts,
  countsOf,
  type Entry,
  type Filter,
  isMine,
  keepUnchanged,
  type Recent,
  recentOf,
} from './queue.js';
import { sendWish } from './send-wish.js';
import { queryOf, type Settings, settingsFrom } from './settings.js';
import { type Board, calledBy, EMPTY_BOARD, type Ticket, type TicketsChanged } from './tickets.js';
import { asWished, type Wish } from './wishes.js';

/** The state of one kitchen screen. Everything that is drawn is derived from it. */
export interface Display {
  readonly session: Session;
  readonly kitchen: KitchenApi;
  readonly settings: ReadonlySignal<Settings>;
  /** Stations of the outlet that are described. */
  readonly stations: Signal<readonly Station[]>;
  /** Narrows the screen to one of its stations for the moment; null: all of them. */
  readonly tab: Signal<string | null>;
  readonly feed: ReadonlySignal<Feed | null>;
  /** Tickets as they are, and as somebody here wished them to be. */
  readonly entries: ReadonlySignal<readonly Entry[]>;
  readonly filter: ReadonlySignal<Filter>;
  readonly cards: ReadonlySignal<readonly Card[]>;
  readonly cardOf: ReadonlySignal<ReadonlyMap<string, Card>>;
  readonly recent: ReadonlySignal<readonly Recent[]>;
  readonly allDay: ReadonlySignal<readonly AllDayRow[]>;
  readonly counts: ReadonlySignal<Counts>;
  readonly layout: Layout;
  readonly listening: Listening;
  readonly outbox: Outbox;
  /** The card that keys act on. */
  readonly selected: Signal<string | null>;
  /** The dish whose tickets stand out. */
  readonly highlighted: Signal<string | null>;
  /** When somebody last touched the screen, `performance.now()`. */
  touchedAt(): number;
  touched(): void;
  change(settings: Partial<Settings>): void;
  /** Begins to show tickets; called again when the outlet or the stations are others. */
  open(): void;
  wish(wish: Wish): void;
  close(): void;
}

/** Nobody has touched the screen for this long, ms: it may be replaced by a new version. */
const IDLE_MS = 60_000;

export function isIdle(display: Display): boolean {
  return performance.now() - display.touchedAt() > IDLE_MS;
}

export function createDisplay(api: Api, kitchen: KitchenApi, session: Session): Display {
  const storage = storageOf('kitchen');
  const isWide = matchMedia('(min-width: 1101px)').matches;
  const settings = signal(settingsFrom(storage.read('settings'), new URLSearchParams(location.search), isWide));
  const tab = signal<string | null>(null);
  const feed = signal<Feed | null>(null);
  const selected = signal<string | null>(null);
  const highlighted = signal<string | null>(null);
  const listening = new Listening();
  let touchedAt = -Infinity;

  const board = computed(() => feed.value?.board.value ?? EMPTY_BOARD);
  const outbox = createOutbox('kitchen', send, serverNow);
  const wishes = computed(() => outbox.pending.value.map((intent) => intent.body as Wish));
  const entries = computed(() => entriesOf(board.value, wishes.value));
  const stations = signal<readonly Station[]>([]);
  const place = computed((): Filter => {
    const { view, types } = settings.value;
    const elsewhere = view === 'PASS' ? 'SKIP' : 'ONLY';
    const without = stations.value.filter(({ expo }) => expo === elsewhere).map(({ code }) => code);
    return { view, types, stations: settings.value.stations, without };
  });
  const filter = computed((): Filter => (tab.value === null ? place.value : { ...place.value, stations: [tab.value] }));
  // Minutes matter to the counts, seconds do not reach the board.
  const late = computed(() => countsOf(entries.value, filter.value, second.value).late);
  let drawn: readonly Card[] = [];
  const cards = computed(() => {
    void late.value;
    return (drawn = keepUnchanged(drawn, cardsOf(entries.value, filter.value, serverNow())));
  });
  const cardOf = computed(() => new Map(cards.value.map((card) => [card.key, card])));
  const counts = computed(() => ({ ...countsOf(entries.value, filter.value, 0), late: late.value }));
  const layout = createLayout(cards);

  async function send(intent: Intent): Promise<Sent> {
    const wish = intent.body as Wish;
    const fate = await sendWish(kitchen, wish, (id) => board.peek().tickets.get(id)?.ticket);
    if (fate.kind === 'later') return 'later';
    feed.peek()?.take(fate.tickets);
    const name = wish.seen[0] ? calledBy(wish.seen[0]) : '';
    const words = t.peek().kitchen;
    if (fate.kind === 'granted') {
      if (fate.elsewhere && wish.kind === 'bump') toast(words.bumpedElsewhere(name));
      return 'done';
    }
    const { problem } = fate;
    if (problem.code === 'TICKET_CHANGED') toast(words.changedMeanwhile(name), { kind: 'bad', forMs: 10_000 });
    else if (problem.code === 'RECALL_TOO_LATE') toast(words.recallTooLate(name), { kind: 'bad' });
    else toast(words.refused(name, problem.detail || problem.title), { kind: 'bad', forMs: 10_000 });
    return 'done';
  }

  function heard(before: Board, message: TicketsChanged): void {
    const here = place.peek();
    const alerts = alertsOf(before, message, here);
    if (alerts.length === 0) return;
    listening.sound(alerts);
    const changed = new Set(message.tickets.map((ticket) => ticket.id));
    for (const card of cards.value) {
      if (!card.tickets.some((ticket) => changed.has(ticket.id))) continue;
      if (alerts.includes('new') || alerts.includes('more')) listening.unseen.add(card.key, Date.now());
      const pieces = card.lines.reduce((sum, line) => sum + line.quantity, 0);
      listening.say(() =>
        alerts[0] === 'void' ? t.peek().kitchen.saidVoid(card.name) : t.peek().kitchen.saidNew(card.name, pieces),
      );
    }
  }

  /** After an absence: what came meanwhile is one sound, however much it is. */
  function caughtUp(before: Board, after: Board): void {
    const tickets = [...after.tickets.values()].map(({ ticket }) => ticket);
    heard(before, { seq: null, change: null, tickets });
  }

  const disposals = [
    effect(() => {
      const present = new Set(cards.value.map(({ key }) => key));
      listening.unseen.keep(present);
      if (selected.peek() !== null && !present.has(selected.peek() ?? '')) selected.value = null;
      layout.changed();
    }),
    effect(() => {
      if (feed.value?.live.value?.state.value === 'live') outbox.flush();
    }),
  ];

  return {
    session,
    kitchen,
    settings,
    stations,
    tab,
    feed,
    entries,
    filter,
    cards,
    cardOf,
    recent: computed(() => recentOf(entries.value, filter.value, serverNow() - RECALL_MS)),
    allDay: computed(() => allDayOf(entries.value, filter.value, settings.value.allDayModifiers)),
    counts,
    layout,
    listening,
    outbox,
    selected,
    highlighted,
    touchedAt: () => touchedAt,
    touched() {
      touchedAt = performance.now();
      layout.touched();
      listening.unseen.touched(layout.visible.peek());
    },
    change(changes) {
      settings.value = { ...settings.value, ...changes };
      storage.write('settings', settings.value);
      setQuery(queryOf(settings.value));
      if ('stations' in changes) tab.value = null;
      if ('size' in changes || 'combine' in changes) layout.restyled();
    },
    open() {
      feed.peek()?.close();
      const { outletId, stations, view } = settings.peek();
      const where = { outletId, view, stations: view === 'PASS' ? [] : stations };
      const onLate = (ticket: Ticket) => isMine(ticket, place.peek()) && listening.sound(['late']);
      feed.value = createFeed({ api, kitchen, session, place: where, onChange: heard, onLate, onSnapshot: caughtUp });
    },
    wish(wish) {
      void outbox.add({ key: newId(serverNow()), kind: wish.kind, body: wish, made_at: serverNow() });
    },
    close() {
      feed.peek()?.close();
      listening.close();
      for (const dispose of disposals) dispose();
    },
  };
}

function entriesOf(board: Board, wishes: readonly Wish[]): readonly Entry[] {
  return [...board.tickets.values()].map(({ ticket, moved }) => ({ ticket: asWished(ticket, wishes), moved }));
}
