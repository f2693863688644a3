import type { Problem } from '../shared/api.js';
import type { Snapshot, Ticket } from './tickets.js';
import type { BumpStatus } from './wishes.js';

/** What the kitchen asks of the server. Nothing here throws. */
export type Answer<Data> =
  { readonly ok: true; readonly data: Data } | { readonly ok: false; readonly problem: Problem };

export interface Outlet {
  readonly id: string;
  readonly name: string;
  readonly time_zone: string;
  readonly locale: string;
}

export interface Station {
  readonly code: string;
  readonly name: string;
}

export interface Place {
  readonly outletId: string | null;
  /** Empty: every station. */
  readonly stations: readonly string[];
}

export interface KitchenApi {
  /** Open, held and ready tickets, and what was bumped within 30 minutes. */
  tickets(place: Place): Promise<Answer<Snapshot>>;
  bump(lineIds: readonly string[], status: BumpStatus, version?: number): Promise<Answer<readonly Ticket[]>>;
  recall(lineIds: readonly string[]): Promise<Answer<readonly Ticket[]>>;
  seen(ticketId: string): Promise<Answer<readonly Ticket[]>>;
  rush(ticketId: string, on: boolean): Promise<Answer<readonly Ticket[]>>;
  stations(outletId: string | null): Promise<Answer<readonly Station[]>>;
  outlets(): Promise<Answer<readonly Outlet[]>>;
  /** Takes a product off sale at an outlet (86). */
  soldOut(productId: string, outletId: string | null): Promise<Answer<unknown>>;
}
