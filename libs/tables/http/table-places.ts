import { Injectable } from '@nestjs/common';

import { outletScope } from '#libs/kernel';
import { OutletPlaces } from '#libs/platform';

import {
  DiningTableRepository,
  FloorRepository,
  ServiceCallRepository,
  TableSessionRepository,
} from '../core/tables.ports.js';

/** At which outlet a table, a floor, a sitting or a call is, for whose permission that makes a difference. */
@Injectable()
export class TablePlaces {
  constructor(
    places: OutletPlaces,
    tables: DiningTableRepository,
    sessions: TableSessionRepository,
    calls: ServiceCallRepository,
    floors: FloorRepository,
  ) {
    places.register('table', async (actor, id) => (await tables.find(outletScope(actor), id))?.outletId ?? null);
    places.register(
      'table session',
      async (actor, id) => (await sessions.find(outletScope(actor), id))?.outletId ?? null,
    );
    places.register('floor', async (actor, id) => (await floors.find(outletScope(actor), id))?.outletId ?? null);
    places.register('call', async (actor, id) => (await calls.find(outletScope(actor), id))?.outletId ?? null);
  }
}
