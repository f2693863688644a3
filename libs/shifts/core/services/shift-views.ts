import { Injectable } from '@nestjs/common';

import {
  assertOutlet,
  type CursorPage,
  forbidden,
  outletScope,
  type Page,
  type PageRequest,
  type UserActor,
} from '#libs/kernel';

import { BLIND_MOVEMENT_TYPES, type CashMovement, MOVEMENT_TYPES, type MovementType } from '../model/cash-movement.js';
import { maySeeShiftOf, seesExpectedCash } from '../model/shift.js';
import { noShiftToShow, shiftNotFound } from '../model/shifts.errors.js';
import { type ShiftFilter, ShiftQueries, type ShiftView } from '../shifts.ports.js';

const MOST_MOVEMENTS = 100;

export interface ListShiftsInput extends Omit<ShiftFilter, 'scope'> {
  readonly actor: UserActor;
  readonly page: PageRequest;
}

export interface ListCashMovementsInput {
  readonly actor: UserActor;
  readonly shiftId: string;
  readonly type?: MovementType;
  readonly page: PageRequest;
}

export interface ShiftDetail {
  readonly shift: ShiftView;
  /** The first of the ledger, for a supervisor; a cashier reads the list that shows what they may see. */
  readonly movements: Page<CashMovement> | null;
}

/** Shifts and their drawers, as far as the actor may see them. */
@Injectable()
export class ShiftViews {
  constructor(private readonly queries: ShiftQueries) {}

  /** A cashier's list holds their own shifts alone. Throws `FORBIDDEN` for a colleague's. */
  async list({ actor, page, ...filter }: ListShiftsInput): Promise<CursorPage<ShiftView>> {
    if (filter.outletId !== undefined) assertOutlet(actor, filter.outletId);
    const seesAll = actor.role === 'SUPERVISOR' || actor.role === 'ADMIN';
    const userId = filter.userId ?? (seesAll ? undefined : actor.id);
    if (userId !== undefined && !maySeeShiftOf(actor, userId)) {
      throw forbidden('FORBIDDEN', "A colleague's shifts are for a SUPERVISOR or an ADMIN.");
    }
    return this.queries.list({ ...filter, userId, scope: outletScope(actor) }, page);
  }

  /** The actor's own open shift. Throws `NO_OPEN_SHIFT`. */
  async current(actor: UserActor, outletId?: string): Promise<ShiftView> {
    if (outletId !== undefined) assertOutlet(actor, outletId);
    const shift = await this.queries.current(actor.id, outletScope(actor), outletId);
    if (!shift) throw noShiftToShow();
    return shift;
  }

  /** Throws `SHIFT_NOT_FOUND`, also for another cashier's shift. */
  async get(actor: UserActor, shiftId: string): Promise<ShiftDetail> {
    const shift = await this.visible(actor, shiftId);
    if (actor.role === 'KASIR') return { shift, movements: null };
    const movements = await this.queries.movements(shift, MOVEMENT_TYPES, { limit: MOST_MOVEMENTS, offset: 0 });
    return { shift, movements };
  }

  /** A drawer's ledger. While it is open its cashier sees what was moved by hand, not the sales. Throws as {@link get} does. */
  async movements({ actor, shiftId, type, page }: ListCashMovementsInput) {
    const shift = await this.visible(actor, shiftId);
    const visible = seesExpectedCash(actor, shift.status) ? MOVEMENT_TYPES : BLIND_MOVEMENT_TYPES;
    const types = visible.filter((each) => type === undefined || each === type);
    return { movements: await this.queries.movements(shift, types, page), currency: shift.currency };
  }

  private async visible(actor: UserActor, shiftId: string): Promise<ShiftView> {
    const shift = await this.queries.view(outletScope(actor), shiftId);
    if (!shift || !maySeeShiftOf(actor, shift.userId)) throw shiftNotFound();
    return shift;
  }
}
