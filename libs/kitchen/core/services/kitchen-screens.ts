import { Injectable } from '@nestjs/common';

import { type Actor, Clock, looksAfter, type UserActor } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import {
  type AllDayRow,
  type BoardRow,
  KitchenLoads,
  KitchenSetup,
  type LoadRow,
  TicketQueries,
} from '../kitchen.ports.js';
import type { KitchenSettings } from '../model/kitchen-settings.js';
import { backlogOf, pacePercentOf, quoteOf } from '../model/load.js';
import { ORDER_TYPES, type OrderType } from '../model/order-words.js';
import { ownStations } from '../model/own-stations.js';
import type { Station } from '../model/station.js';
import { KitchenBook, stationIn } from './kitchen-book.js';
import { KitchenPaces } from './kitchen-paces.js';
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
  /** How long its lines took at this hour of the last 14 days, in percent of what they should take. */
  readonly pacePercent: number;
}

export interface KitchenLoad {
  readonly stations: readonly StationLoad[];
  /** In how many seconds one more piece would be ready at the slowest of the stations that make anything for such orders. */
  readonly quotes: readonly { readonly orderType: OrderType; readonly quoteSeconds: number }[];
}

const idle = (station: string): LoadRow => ({ station, waiting: 0, cooking: 0, late: 0, lines: [], orderTypes: [] });
const stationOf = ({ station }: { readonly station: string }): string => station;

/** How long a number stays on the board of what is ready. */
const READY_MS = 30 * 60_000;

/** Sums of what is on the screens, and what describes them. */
@Injectable()
export class KitchenScreens {
  constructor(
    private readonly tickets: TicketQueries,
    private readonly loads: KitchenLoads,
    private readonly paces: KitchenPaces,
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

  /** Of the stations that the actor looks after; what would be promised counts all. */
  async load(actor: UserActor, asked: string | undefined): Promise<KitchenLoad> {
    const outletId = await this.outlets.one(actor, asked);
    const rules = await this.book.rules(outletId);
    const rows = await this.loads.load(outletId, this.clock.now());
    const paces = await this.paces.of(outletId);
    const codes = [...new Set([...rows, ...rules.stations.map(({ code: station }) => ({ station }))].map(stationOf))];
    const all = codes.sort().map((station) => {
      const row = rows.find((one) => one.station === station) ?? idle(station);
      const pace = paces.find((one) => one.station === station);
      const described = stationIn(rules, station);
      const orderTypes = [...row.orderTypes, ...(pace?.orderTypes ?? [])];
      return {
        row,
        described,
        orderTypes,
        station,
        seconds: backlogOf(row, described),
        pacePercent: pacePercentOf(pace),
      };
    });
    const stations = all
      .filter(({ station }) => looksAfter(actor, station))
      .map(({ row: { waiting, cooking, late }, described: { name, parallel }, station, seconds, pacePercent }) => ({
        station,
        name,
        waiting,
        cooking,
        late,
        backlogSeconds: Math.ceil(seconds / parallel),
        pacePercent,
      }));
    const making = all.filter(({ described }) => described.kind === 'PREP');
    const quotes = ORDER_TYPES.flatMap((orderType) => {
      const known = making.filter(({ orderTypes }) => orderTypes.includes(orderType));
      const quoteSeconds = quoteOf(known.length > 0 ? known : making);
      return quoteSeconds === null ? [] : [{ orderType, quoteSeconds }];
    });
    return { stations, quotes };
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
