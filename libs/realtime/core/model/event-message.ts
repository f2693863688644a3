import { cursorOf, type LogPlace } from './log-place.js';

/** What clients receive: over sockets under the name `type`, and in `GET /events`. */
export interface EventMessage {
  readonly id: string;
  /** Counts the events of its outlet. */
  readonly seq: number;
  /** Where a client goes on from, whichever outlets it hears: `since` of a socket, `after` of `GET /events`. */
  readonly cursor: string;
  readonly type: string;
  readonly occurred_at: string;
  readonly outlet_id: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** What a socket without a token receives: which order, and its status. */
export interface AnonymousMessage {
  readonly id: string;
  readonly seq: number;
  readonly cursor: string;
  readonly type: string;
  readonly payload: { readonly id: unknown; readonly status: unknown };
}

/** What was told may not have happened, or cannot be told any more: fetch what you show anew, and go on from this `cursor`. */
export interface ResyncMessage {
  readonly type: 'RESYNC_REQUIRED';
  /** The last `seq` of the client's outlet; null for a client of several. */
  readonly seq: number | null;
  readonly cursor: string;
  readonly payload: Readonly<Record<string, never>>;
}

export const resyncRequired = ({ place, epoch }: LogPlace, seq: number | null): ResyncMessage => ({
  type: 'RESYNC_REQUIRED',
  seq,
  cursor: cursorOf(epoch, place),
  payload: {},
});

/** What a socket receives, with a token or without one. */
export type ClientMessage = EventMessage | AnonymousMessage | ResyncMessage;
