import { type ReadonlySignal, signal } from '@preact/signals';

import type { Api, Problem } from '../shared/api.js';
import { serverNow } from '../shared/clock.js';
import { createLive, type Live, type LiveMessage } from '../shared/live.js';
import type { Session } from '../shared/session.js';
import type { KitchenApi, Place } from './kitchen-api.js';
import {
  type Board,
  EMPTY_BOARD,
  type Ticket,
  type TicketsChanged,
  withChange,
  withoutClosedBefore,
  withSnapshot,
} from './tickets.js';

/** What a display knows of the server's tickets, and how well it hears. */
export interface Feed {
  readonly board: ReadonlySignal<Board>;
  readonly phase: ReadonlySignal<'loading' | 'ready' | 'broken'>;
  /** Why the first snapshot could not be had; null unless broken. */
  readonly problem: ReadonlySignal<Problem | null>;
  /** Null until the first snapshot is there. */
  readonly live: ReadonlySignal<Live | null>;
  /** Takes tickets that a request answered with. */
  take(tickets: readonly Ticket[]): void;
  /** Tries again, or takes a new snapshot. */
  load(): Promise<void>;
  close(): void;
}

export interface FeedOptions {
  readonly api: Api;
  readonly kitchen: KitchenApi;
  readonly session: Session;
  readonly place: Place;
  /** Called with the board as it was before the change. */
  readonly onChange: (before: Board, message: TicketsChanged) => void;
  readonly onLate: (ticket: Ticket) => void;
  /** Called with the board before a snapshot that came after the first. */
  readonly onSnapshot: (before: Board, after: Board) => void;
}

/** How long a bumped ticket can be brought back, which is how long it is remembered. */
export const RECALL_MS = 30 * 60_000;
const FORGET_EVERY_MS = 60_000;

/** Snapshot, then the socket from its `seq` on; a new snapshot whenever the socket cannot tell all that was missed. */
export function createFeed(options: FeedOptions): Feed {
  const board = signal<Board>(EMPTY_BOARD);
  const phase = signal<'loading' | 'ready' | 'broken'>('loading');
  const problem = signal<Problem | null>(null);
  const live = signal<Live | null>(null);
  let isClosed = false;

  async function snapshot(): Promise<number | null> {
    const answer = await options.kitchen.tickets(options.place);
    if (isClosed) return null;
    if (!answer.ok) {
      problem.value = answer.problem;
      return null;
    }
    const before = board.value;
    board.value = withSnapshot(before, answer.data);
    if (phase.value === 'ready') options.onSnapshot(before, board.value);
    problem.value = null;
    phase.value = 'ready';
    return answer.data.seq;
  }

  async function load(): Promise<void> {
    if (phase.value === 'broken') phase.value = 'loading';
    const seq = await snapshot();
    if (isClosed) return;
    if (seq === null) {
      if (phase.value === 'loading') phase.value = 'broken';
      return;
    }
    live.value ??= createLive({
      session: options.session,
      api: options.api,
      since: seq,
      ...(options.place.stations.length > 0 && { station: options.place.stations.join(',') }),
      ...(options.place.outletId !== null && { outletId: options.place.outletId }),
      onMessage: hear,
      onResync: snapshot,
    });
  }

  function hear(message: LiveMessage): void {
    if (message.type === 'TICKET_LATE') options.onLate(message.payload['ticket'] as Ticket);
    if (message.type !== 'TICKETS_CHANGED') return;
    const change = { ...message.payload, seq: message.seq } as unknown as TicketsChanged;
    const before = board.value;
    board.value = withChange(before, change, serverNow());
    options.onChange(before, change);
  }

  const timer = setInterval(() => {
    board.value = withoutClosedBefore(board.value, serverNow() - RECALL_MS);
  }, FORGET_EVERY_MS);

  void load();
  return {
    board,
    phase,
    problem,
    live,
    load,
    take: (tickets) => (board.value = withChange(board.value, { seq: null, change: null, tickets }, serverNow())),
    close() {
      isClosed = true;
      clearInterval(timer);
      live.value?.close();
    },
  };
}
