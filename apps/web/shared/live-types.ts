import type { ReadonlySignal } from '@preact/signals';

import type { Api } from './api.js';
import type { Problem } from './problem.js';
import type { Session } from './session.js';

/** `refused`: the server does not take this token, or not for what was asked; nothing is tried again until {@link Live.check}. */
export type LiveState = 'starting' | 'live' | 'lost' | 'refused';

/** An event as clients receive it; see asyncapi.json for the payload of each `type`. */
export interface LiveMessage {
  readonly id: string;
  /** Counts the events of its outlet; some of them are for others. */
  readonly seq: number;
  readonly cursor: string;
  readonly type: string;
  readonly occurred_at: string;
  readonly outlet_id: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** The server's answer to a message of ours. */
export type Ack = { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly problem: Problem };

export interface LiveOptions {
  readonly session: Session;
  readonly api: Api;
  /** The `seq` of the snapshot that the page shows. */
  readonly since: number | string;
  /** Names of stations with commas between them. */
  readonly station?: string;
  /** One of the outlets of a person who has several. */
  readonly outletId?: string;
  /** How long the tries may be apart at most, in ms: 5,000 for staff, more for guests. */
  readonly slowest?: number;
  /** Called for each event, once and in order. */
  readonly onMessage: (message: LiveMessage) => void;
  /** The page must fetch anew what it shows. Resolves with the `seq` of that, or with null when it could not be had: it is then asked again. */
  readonly onResync: () => Promise<number | string | null>;
}

export interface Live {
  readonly state: ReadonlySignal<LiveState>;
  /** The server's time in ms at which the page was last known to show all that had happened. */
  readonly lastGood: ReadonlySignal<number>;
  /** The server's time in ms since when the state is `lost`; null while it is not. */
  readonly lostSince: ReadonlySignal<number | null>;
  /** Why the server refused; null while it does not. */
  readonly refusal: ReadonlySignal<Problem | null>;
  /** Sends a message, and resolves with the answer. Never throws: without a connection it is `NO_CONNECTION`, with `lost` when it may have arrived. */
  emit(event: string, body: unknown): Promise<Ack>;
  /** Finds out at once whether the connection is good; tries now when it is not. */
  check(): void;
  /** Ends it for good. */
  close(): void;
}
