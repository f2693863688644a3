import { Injectable } from '@nestjs/common';

import { type Actor, Clock, looksAfter, type UserActor } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { type AllDayRow, type BoardRow, KitchenSetup, TicketQueries } from '../kitchen.ports.js';
import type { KitchenSettings } from '../model/kitchen-settings.js';
import { ownStations } from '../model/own-stations.js';
import type { Station } from '../model/station.js';
import { KitchenBook, stationIn } from './kitchen-book.js';
import { KitchenOutlets } from './kitchen-outlets.js';

/** How much there is to do at a station. */
export interface StationLoad {
  readonly station: string;
  readonly name: string;
  /** Lines that nobody has begun, and lines that are being made. */
  readonly waiting: number;
  readonly cooking: number;
  /** What they take one after the other, at as many at a time as the station makes. */
  readonly backlogSeconds: number;
  /** Tickets. */
  readonly late: number;
}

/** How long a number stays on the board of what is ready. */
const READY_MS = 30 * 60_000;

/** Sums of what is on the screens, and what describes them. */
@Injectable()
export class KitchenScreens {
  constructor(
    private readonly tickets: TicketQueries,
    private readonly setup: KitchenSetup,
    private readonly book: KitchenBook,
    private readonly outlets: KitchenOutlets,
    private readonly openOutlets: OutletsApi,
    private readonly clock: Clock,
  ) {}

  /** Pieces of each product that are still to be made. */
  async allDay(input: {
    actor: UserActor;
    outletId?: string;
    station?: string;
    byModifiers: boolean;
  }): Promise<readonly AllDayRow[]> {
    const { actor, station, byModifiers } = input;
    const outletId = await this.outlets.one(actor, input.outletId);
    const own = ownStations(actor, station === undefined ? [] : [station]);
    if (station !== undefined && own.length === 0) return [];
    return this.tickets.allDay(outletId, own, byModifiers);
  }

  async load(actor: UserActor, asked: string | undefined): Promise<StationLoad[]> {
    const outletId = await this.outlets.one(actor, asked);
    const rules = await this.book.rules(outletId);
    const rows = await this.tickets.load(outletId, this.clock.now());
    const described = rules.stations
      .map(({ code }) => code)
      .filter((code) => !rows.some((row) => row.station === code));
    const idle = described.map((station) => ({ station, waiting: 0, cooking: 0, late: 0, quantities: [] }));
    return [...rows, ...idle]
      .filter(({ station }) => looksAfter(actor, station))
      .sort((a, b) => (a.station < b.station ? -1 : 1))
      .map(({ station, waiting, cooking, late, quantities }) => {
        const { name, prepSeconds, parallel } = stationIn(rules, station);
        // Pieces of one line are made together: each after the first takes half.
        const seconds = quantities.reduce((sum, quantity) => sum + (prepSeconds * (quantity + 1)) / 2, 0);
        return { station, name, waiting, cooking, late, backlogSeconds: Math.ceil(seconds / parallel) };
      });
  }

  /** What everybody in the room may see: numbers of orders that are fetched. Throws `OUTLET_NOT_FOUND` (404). */
  async board(outletId: string): Promise<readonly BoardRow[]> {
    const { id } = await this.openOutlets.get(outletId);
    return this.tickets.board(id, new Date(this.clock.now().getTime() - READY_MS));
  }

  async stations(actor: Actor, asked: string | undefined): Promise<Station[]> {
    return this.setup.stations(await this.outlets.one(actor, asked));
  }

  async settings(actor: Actor, outletId: string): Promise<KitchenSettings> {
    return this.setup.settings(await this.outlets.one(actor, outletId));
  }
}
