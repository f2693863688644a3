import { Injectable } from '@nestjs/common';

import { assertOutlet, forbidden, outletScope, type Page, type PageRequest, type UserActor } from '#libs/kernel';

import { maySeeShiftOf } from '../shift.js';
import { type ShiftFilter, ShiftQueries, type ShiftView } from '../shifts.ports.js';

export interface ListShiftsInput extends Omit<ShiftFilter, 'scope'> {
  readonly actor: UserActor;
  readonly page: PageRequest;
}

/** A cashier's list holds their own shifts alone. */
@Injectable()
export class ListShifts {
  constructor(private readonly queries: ShiftQueries) {}

  async execute({ actor, page, ...filter }: ListShiftsInput): Promise<Page<ShiftView>> {
    if (filter.outletId !== undefined) assertOutlet(actor, filter.outletId);
    const seesAll = actor.role === 'SUPERVISOR' || actor.role === 'ADMIN';
    const userId = filter.userId ?? (seesAll ? undefined : actor.id);
    if (userId !== undefined && !maySeeShiftOf(actor, userId)) {
      throw forbidden('FORBIDDEN', "A colleague's shifts are for a SUPERVISOR or an ADMIN.");
    }
    return this.queries.list({ ...filter, userId, scope: outletScope(actor) }, page);
  }
}
