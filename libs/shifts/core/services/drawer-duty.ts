import { Injectable } from '@nestjs/common';

import type { Duty, StaffAfter } from '#libs/identity';
import type { UserRole } from '#libs/kernel';

import { shiftOpen } from '../model/shifts.errors.js';
import { ShiftQueries } from '../shifts.ports.js';

const DRAWER_ROLES: readonly UserRole[] = ['KASIR', 'WAITER', 'SUPERVISOR', 'ADMIN'];

/** Whether somebody with this role takes cash, and may have a drawer for that reason; a waiter's is opened and closed by a supervisor. */
export const holdsDrawer = (role: UserRole): boolean => DRAWER_ROLES.includes(role);

/** An open drawer is closed by its cashier before they go, or before they lose the role or the outlet that lets them. */
@Injectable()
export class DrawerDuty implements Duty {
  constructor(private readonly shifts: ShiftQueries) {}

  async assertEndable(userId: string, after: StaffAfter | null): Promise<void> {
    const stranded = (await this.shifts.openOf(userId)).find(({ outletId }) => !canClose(after, outletId));
    if (stranded) throw shiftOpen(stranded.id);
  }
}

const canClose = (after: StaffAfter | null, outletId: string): boolean =>
  after !== null && holdsDrawer(after.role) && (after.role === 'ADMIN' || after.outletIds.includes(outletId));
