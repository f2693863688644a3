import { Injectable } from '@nestjs/common';

import { outletScope } from '#libs/kernel';
import { OutletPlaces } from '#libs/platform';

import { ReasonRepository } from '../core/outlets.ports.js';

/** At which outlet a reason is, for whose permission that makes a difference. */
@Injectable()
export class ReasonPlaces {
  constructor(places: OutletPlaces, reasons: ReasonRepository) {
    places.register('reason', async (actor, id) => (await reasons.find(outletScope(actor), id))?.outletId ?? null);
  }
}
