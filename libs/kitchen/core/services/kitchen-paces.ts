import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { KitchenLoads, type PaceRow } from '../kitchen.ports.js';
import { undescribed } from '../model/station.js';

const DAYS_MS = 14 * 24 * 60 * 60_000;
const KEPT_MS = 10 * 60_000;

/** How quick an outlet's stations were at this hour of the last 14 days; kept for ten minutes, since two weeks are read for it. */
@Injectable()
export class KitchenPaces {
  private readonly kept = new Map<string, { readonly paces: readonly PaceRow[]; readonly readAt: number }>();

  constructor(
    private readonly loads: KitchenLoads,
    private readonly outlets: OutletsApi,
    private readonly clock: Clock,
  ) {}

  async of(outletId: string): Promise<readonly PaceRow[]> {
    const now = this.clock.now();
    const known = this.kept.get(outletId);
    if (known && now.getTime() - known.readAt < KEPT_MS) return known.paces;
    const { timeZone } = await this.outlets.get(outletId);
    const since = new Date(now.getTime() - DAYS_MS);
    const paces = await this.loads.paces(outletId, { since, now, timeZone, usualPrep: undescribed('').prepSeconds });
    this.kept.set(outletId, { paces, readAt: now.getTime() });
    return paces;
  }
}
