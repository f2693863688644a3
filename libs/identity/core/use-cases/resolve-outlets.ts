import { Injectable } from '@nestjs/common';

import type { UserRole } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { outletUnknown } from '../identity.errors.js';
import { isStaffRole } from '../roles.js';

export interface ResolveOutletsInput {
  readonly role: UserRole;
  /** Absent: every outlet for staff, none for a CUSTOMER. */
  readonly outletIds?: readonly string[];
}

/** The outlets that an account is to belong to; each must exist. Throws `OUTLET_UNKNOWN` (422). */
@Injectable()
export class ResolveOutlets {
  constructor(private readonly outlets: OutletsApi) {}

  async execute({ role, outletIds }: ResolveOutletsInput): Promise<string[]> {
    if (outletIds?.length === 0 || (!outletIds && !isStaffRole(role))) return [];
    const known = (await this.outlets.list('all')).map((outlet) => outlet.id);
    if (!outletIds) return known;
    const unknown = outletIds.filter((id) => !known.includes(id));
    if (unknown.length > 0) throw outletUnknown(unknown);
    return [...new Set(outletIds)];
  }
}
