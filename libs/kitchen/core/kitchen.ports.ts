import type { NewEvent } from '#libs/kernel';
import type { OrderType } from '#libs/ordering';

import type { KitchenSettings } from './model/kitchen-settings.js';
import type { RoundsChange } from './model/rounds-frame.js';
import type { Station, StationFields } from './model/station.js';
import type { KitchenLine, KitchenMove, Ticket, TicketState, TicketView } from './model/ticket.js';

/** Tickets and lines, as rows say. */
export interface LoadedRounds {
  readonly tickets: readonly Ticket[];
  readonly lines: readonly KitchenLine[];
}

/** Which tickets: by any of these. */
export interface TicketChoice {
  readonly ticketIds?: readonly string[];
  readonly lineIds?: readonly string[];
  readonly itemIds?: readonly string[];
}

/** Tickets to be changed, in the ambient unit of work. */
export abstract class TicketRepository {
  /**
   * Locks, in the order of their ids, every ticket of the rounds that these tickets and order lines are in, and of all rounds of these orders; then reads
   * them with their lines. The orders of the lines are locked before.
   */
  abstract lock(
    outletId: string,
    by: {
      readonly orderIds?: readonly string[];
      readonly itemIds?: readonly string[];
      readonly ticketIds?: readonly string[];
    },
  ): Promise<LoadedRounds>;

  /** Tickets that are all new, with their events: one statement, which looks at nothing first. It may be called again. */
  abstract insertionOf(change: RoundsChange, events: readonly NewEvent[]): () => Promise<void>;

  /** Writes what changed of locked tickets, their ledger and events. */
  abstract save(outletId: string, change: RoundsChange, events: readonly NewEvent[]): Promise<void>;

  /** Marks tickets that are late as told, and answers them. Each is answered once. */
  abstract takeLate(outletId: string, now: Date): Promise<TicketView[]>;

  /** Takes out what a customer wrote and who they are. */
  abstract erase(customerId: string): Promise<void>;
}

export interface TicketFilter {
  /** All stations when empty. */
  readonly stations: readonly string[];
  readonly states: readonly TicketState[];
  readonly view: 'STATION' | 'PASS';
  /** Also what was bumped since then. */
  readonly bumpedSince: Date | null;
  readonly limit: number;
}

export interface Snapshot {
  /** The last number of the outlet's events: what they tell is in the tickets. */
  readonly seq: number;
  readonly tickets: readonly TicketView[];
  readonly isTruncated: boolean;
}

/** Pieces of one product that are still to be made. */
export interface AllDayRow {
  readonly productId: string;
  readonly name: string;
  readonly modifiers: KitchenLine['modifiers'];
  readonly waiting: number;
  readonly cooking: number;
  readonly held: number;
}

export interface BoardRow {
  readonly number: string;
  readonly orderType: OrderType;
  readonly isReady: boolean;
}

/** Screens: rows straight to what is shown. */
export abstract class TicketQueries {
  /** What is on the screens, rush first, then oldest. */
  abstract snapshot(outletId: string, filter: TicketFilter): Promise<Snapshot>;

  /** What changed after an event's number, as it is now; null where the log does not tell. */
  abstract since(
    outletId: string,
    seq: number,
    filter: TicketFilter,
  ): Promise<Snapshot | { readonly seq: number; readonly tickets: null }>;

  /** Throws `TICKET_NOT_FOUND` (404). */
  abstract get(outletIds: readonly string[], id: string): Promise<TicketView>;

  /** The ledger of a ticket, oldest first. Throws `TICKET_NOT_FOUND` (404). */
  abstract history(outletIds: readonly string[], id: string): Promise<readonly KitchenMove[]>;

  /** The tickets that are named by themselves, or by their lines, or by lines of orders. */
  abstract find(outletId: string, by: TicketChoice): Promise<TicketView[]>;

  /** The outlet of what is named first; null where there is none of it in these outlets. */
  abstract outletOf(outletIds: readonly string[], by: TicketChoice): Promise<string | null>;

  /** The id of the ticket that was bumped last at a station, if any is ready or served there since `since`. */
  abstract lastBumped(outletId: string, station: string, since: Date): Promise<string | null>;

  /** The tickets of an order that are on the screens. */
  abstract ofOrder(outletIds: readonly string[], orderId: string): Promise<TicketView[]>;

  /** Of these stations, or of all when there are none. */
  abstract allDay(outletId: string, stations: readonly string[], byModifiers: boolean): Promise<AllDayRow[]>;

  /** Orders that are fetched: being made, or ready since `since`. */
  abstract board(outletId: string, since: Date): Promise<BoardRow[]>;
}

/** An order that the kitchen was not told all of. */
export interface UntoldOrder {
  readonly outletId: string;
  readonly orderId: string;
}

/** What kitchens wait for that nobody does by hand. */
export interface KitchensDue {
  /** Outlets where a ticket is late and nobody was told so. */
  readonly late: readonly string[];
  readonly untold: readonly UntoldOrder[];
}

/** Looks for what is to be done in kitchens by itself. */
export abstract class KitchenWatch {
  /** Orders since a time of which the kitchen was not told all, by their ids; 200 at most. */
  abstract untold(outletId: string, since: Date): Promise<string[]>;

  /** What is due in all of these outlets, by one statement: what is late by `now`, and orders since `since` (200 an outlet) that were not told. */
  abstract due(outletIds: readonly string[], now: Date, since: Date): Promise<KitchensDue>;
}

/** Stations and rules of outlets' kitchens. */
export abstract class KitchenSetup {
  abstract stations(outletId: string): Promise<Station[]>;

  abstract settings(outletId: string): Promise<KitchenSettings>;

  /** Writes a station; false when the version that is there is not `version` (of one that is not there: 0). */
  abstract putStation(
    outletId: string,
    code: string,
    fields: StationFields,
    version: number,
    at: Date,
  ): Promise<boolean>;

  /** False when it was not there. */
  abstract removeStation(outletId: string, code: string): Promise<boolean>;

  /** Writes the rules; false when the version that is there is not `version`. */
  abstract putSettings(outletId: string, settings: KitchenSettings, at: Date): Promise<boolean>;
}

/** Lines of one station that are still to be made. */
export interface LoadRow {
  readonly station: string;
  readonly waiting: number;
  readonly cooking: number;
  /** Tickets. */
  readonly late: number;
  /** Of every open line: its pieces, and what one takes; null for what the station says. */
  readonly lines: readonly { readonly quantity: number; readonly prepSeconds: number | null }[];
  /** Types of the orders that they are of. */
  readonly orderTypes: readonly OrderType[];
}

/** How quick a station was at an hour of the day. */
export interface PaceRow {
  readonly station: string;
  /** Lines that it made then. */
  readonly samples: number;
  /** Of the time that they took from the kitchen's hearing of them until they were ready, in percent of what they should take: the median. */
  readonly percent: number | null;
  /** Types of the orders that it made anything for, at any hour. */
  readonly orderTypes: readonly OrderType[];
}

/** How much there is to do in a kitchen, and how quick it was. */
export abstract class KitchenLoads {
  abstract load(outletId: string, now: Date): Promise<LoadRow[]>;

  /** Since a time, at the hour of the day that `now` is in the outlet's zone. What a line should take is its weight; `usualPrep` is a station's that nobody described. */
  abstract paces(
    outletId: string,
    within: { readonly since: Date; readonly now: Date; readonly timeZone: string; readonly usualPrep: number },
  ): Promise<PaceRow[]>;
}
