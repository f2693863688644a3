import { Injectable } from '@nestjs/common';

import type { UserRole } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { outletUnknown } from '../model/identity.errors.js';
import { isStaffRole } from '../model/roles.js';

export interface StaffPlaces {
  readonly role: UserRole;
  /** Absent: every outlet for staff, none for a CUSTOMER. */
  readonly outletIds?: readonly string[];
}

/** The outlets that an account is to belong to; each must exist. Throws `OUTLET_UNKNOWN`. */
@Injectable()
export class StaffOutlets {
  constructor(private readonly outlets: OutletsApi) {}

  async resolve({ role, outletIds }: StaffPlaces): Promise<string[]> {
    if (outletIds?.length === 0 || (!outletIds && !isStaffRole(role))) return [];
    const known = (await this.outlets.list('all')).map((outlet) => outlet.id);
    if (!outletIds) return known;
    const unknown = outletIds.filter((id) => !known.includes(id));
    if (unknown.length > 0) throw outletUnknown(unknown);
    return [...new Set(outletIds)];
  }
}
