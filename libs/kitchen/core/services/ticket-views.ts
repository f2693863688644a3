import { Injectable } from '@nestjs/common';

import { Clock, looksAfter, type UserActor } from '#libs/kernel';

import { TicketQueries } from '../kitchen.ports.js';
import { resyncRequired, ticketNotFound } from '../model/kitchen.errors.js';
import { ownStations } from '../model/own-stations.js';
import type { Snapshot, TicketFilter } from '../kitchen.ports.js';
import type { KitchenMove, TicketState, TicketView } from '../model/ticket.js';
import { AdoptOrders } from '../use-cases/adopt-orders.js';
import { KitchenOutlets } from './kitchen-outlets.js';

export interface TicketsWanted {
  readonly actor: UserActor;
  readonly outletId?: string;
  readonly stations: readonly string[];
  readonly states?: readonly TicketState[];
  readonly view?: TicketFilter['view'];
  readonly recentMinutes: number | null;
  /** Only what changed after this number of the outlet's events. */
  readonly since?: number;
}

const MOST = 500;
const MINUTE_MS = 60_000;
/** As long as tickets are on the screens. */
const SHOWN_MS = 36 * 60 * MINUTE_MS;
/** How often a process looks, at most, for orders of an outlet that have no tickets. */
const ADOPTION_MS = 10_000;
const USUAL_STATES: readonly TicketState[] = ['OPEN', 'HELD', 'READY'];

/** Tickets as somebody may see them: a tablet that was paired with stations sees those alone. */
@Injectable()
export class TicketViews {
  private readonly adoptedAt = new Map<string, number>();

  constructor(
    private readonly tickets: TicketQueries,
    private readonly outlets: KitchenOutlets,
    private readonly adopting: AdoptOrders,
    private readonly clock: Clock,
  ) {}

  /** Throws `OUTLET_NOT_FOUND` (404), `OUTLET_REQUIRED` (400), and `RESYNC_REQUIRED` (409) for a `since` that the log does not reach back to. */
  async list({
    actor,
    stations,
    states,
    view = 'STATION',
    recentMinutes,
    since,
    ...asked
  }: TicketsWanted): Promise<Snapshot> {
    const outletId = await this.outlets.one(actor, asked.outletId);
    await this.adopt(outletId);
    const bumpedSince =
      recentMinutes === null ? null : new Date(this.clock.now().getTime() - recentMinutes * MINUTE_MS);
    const own = ownStations(actor, stations);
    const filter = { stations: own, states: states ?? USUAL_STATES, view, bumpedSince, limit: MOST };
    if (stations.length > 0 && own.length === 0) {
      return { ...(await this.tickets.snapshot(outletId, { ...filter, states: [], limit: 0 })), isTruncated: false };
    }
    if (since === undefined) return this.tickets.snapshot(outletId, filter);
    const changes = await this.tickets.since(outletId, since, filter);
    if (changes.tickets === null) throw resyncRequired(changes.seq);
    return changes;
  }

  /** Throws `TICKET_NOT_FOUND` (404). */
  async get(actor: UserActor, id: string): Promise<TicketView> {
    const found = await this.tickets.get(await this.outlets.all(actor), id);
    if (!looksAfter(actor, found.ticket.station)) throw ticketNotFound();
    return found;
  }

  /** Throws `TICKET_NOT_FOUND` (404). */
  async history(actor: UserActor, id: string): Promise<readonly KitchenMove[]> {
    const { ticket } = await this.get(actor, id);
    return this.tickets.history([ticket.outletId], id);
  }

  /** What the kitchen was never told of is told before a display begins with what there is. */
  private async adopt(outletId: string): Promise<void> {
    const now = this.clock.now().getTime();
    if (now - (this.adoptedAt.get(outletId) ?? 0) < ADOPTION_MS) return;
    this.adoptedAt.set(outletId, now);
    await this.adopting.execute(outletId, SHOWN_MS);
  }
}
