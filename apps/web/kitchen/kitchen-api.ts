import type { Problem } from '../shared/api.js';
import type { View } from './queue.js';
import type { Snapshot, Ticket } from './tickets.js';
import type { BumpStatus } from './wishes.js';

/** What the kitchen asks of the server. Nothing here throws. */
export type Answer<Data> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly problem: Problem };

export interface Outlet {
  readonly id: string;
  readonly name: string;
  readonly time_zone: string;
  readonly locale: string;
}

export interface Station {
  readonly code: string;
  readonly name: string;
  /** Where its tickets are shown: on its own screen and at the pass, at the pass alone, or never at the pass. */
  readonly expo?: 'SEND' | 'ONLY' | 'SKIP';
}

export interface Place {
  readonly outletId: string | null;
  /** Empty: every station. */
  readonly stations: readonly string[];
  readonly view: View;
}

/** Who did something: a name where the server told it, else a role. */
export interface Doer {
  readonly id: string | null;
  readonly role: string | null;
}

export interface KitchenApi {
  /** Open, held and ready tickets, and what was bumped within 30 minutes. */
  tickets(place: Place): Promise<Answer<Snapshot>>;
  bump(lineIds: readonly string[], status: BumpStatus, version?: number): Promise<Answer<readonly Ticket[]>>;
  recall(lineIds: readonly string[]): Promise<Answer<readonly Ticket[]>>;
  seen(ticketId: string): Promise<Answer<readonly Ticket[]>>;
  /** Who bumped a ticket last; null where nobody did. */
  bumpedBy(ticketId: string): Promise<Answer<Doer | null>>;
  /** Names of the staff of these outlets by their ids. */
  names(): Promise<Answer<ReadonlyMap<string, string>>>;
  rush(ticketId: string, on: boolean): Promise<Answer<readonly Ticket[]>>;
  stations(outletId: string | null): Promise<Answer<readonly Station[]>>;
  outlets(): Promise<Answer<readonly Outlet[]>>;
  /** Takes a product off sale at an outlet (86). */
  soldOut(productId: string, outletId: string | null): Promise<Answer<unknown>>;
}
