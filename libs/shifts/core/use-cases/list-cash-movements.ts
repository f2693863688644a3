import { Injectable } from '@nestjs/common';

import { outletScope, type Page, type PageRequest, type UserActor } from '#libs/kernel';

import { BLIND_MOVEMENT_TYPES, type CashMovement, MOVEMENT_TYPES, type MovementType } from '../cash-movement.js';
import { maySeeShiftOf, seesExpectedCash } from '../shift.js';
import { shiftNotFound } from '../shifts.errors.js';
import { ShiftQueries } from '../shifts.ports.js';

export interface ListCashMovementsInput {
  readonly actor: UserActor;
  readonly shiftId: string;
  readonly type?: MovementType;
  readonly page: PageRequest;
}

export interface ListedMovements {
  readonly movements: Page<CashMovement>;
  readonly currency: string;
}

/** A drawer's ledger. While it is open its cashier sees what was moved by hand, not the sales. */
@Injectable()
export class ListCashMovements {
  constructor(private readonly queries: ShiftQueries) {}

  async execute({ actor, shiftId, type, page }: ListCashMovementsInput): Promise<ListedMovements> {
    const shift = await this.queries.view(outletScope(actor), shiftId);
    if (!shift || !maySeeShiftOf(actor, shift.userId)) throw shiftNotFound();
    const visible = seesExpectedCash(actor, shift.status) ? MOVEMENT_TYPES : BLIND_MOVEMENT_TYPES;
    const types = visible.filter((each) => type === undefined || each === type);
    return { movements: await this.queries.movements(shift, types, page), currency: shift.currency };
  }
}
