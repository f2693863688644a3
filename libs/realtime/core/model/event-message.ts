import { cursorOf } from './log-place.js';

/** What clients receive: over sockets under the name `type`, and in `GET /events`. */
export interface EventMessage {
  readonly id: string;
  readonly seq: number;
  /** Where a client goes on from: `since` of a socket, `cursor` of `GET /events`. */
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

/** What was told may not have happened, or cannot be told any more: fetch what you show anew, and go on from this `seq`. */
export interface ResyncMessage {
  readonly type: 'RESYNC_REQUIRED';
  readonly seq: number;
  readonly cursor: string;
  readonly payload: Readonly<Record<string, never>>;
}

export const resyncRequired = (epoch: string, seq: number): ResyncMessage => ({
  type: 'RESYNC_REQUIRED',
  seq,
  cursor: cursorOf(epoch, seq),
  payload: {},
});

/** What a socket receives, with a token or without one. */
export type ClientMessage = EventMessage | AnonymousMessage | ResyncMessage;
