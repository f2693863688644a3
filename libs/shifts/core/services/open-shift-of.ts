import { outletScope, type UserActor } from '#libs/kernel';

import { maySeeShiftOf, type Shift } from '../model/shift.js';
import { notYourShift, shiftNotFound } from '../model/shifts.errors.js';
import type { ShiftRepository } from '../shifts.ports.js';

/** The open shift that the actor may change. Throws `SHIFT_NOT_FOUND`, `NOT_YOUR_SHIFT` or `SHIFT_CLOSED`. */
export async function openShiftOf(shifts: ShiftRepository, actor: UserActor, shiftId: string): Promise<Shift> {
  const shift = await shifts.find(outletScope(actor), shiftId);
  if (!shift) throw shiftNotFound();
  if (!maySeeShiftOf(actor, shift.state.userId)) throw notYourShift();
  shift.assertOpen();
  return shift;
}
