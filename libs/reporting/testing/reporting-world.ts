import type { IdentityApi } from '#libs/identity';
import { FixedClock, isInScope, newId, notFound, type OutletScope, type UserActor } from '#libs/kernel';
import { OutletsApi, type OutletSettings } from '#libs/outlets';

import { PlainUnitOfWork } from '../../kernel/testing/index.js';
import { Dashboards } from '../core/services/dashboards.js';
import { ReportOutlets } from '../core/services/report-outlets.js';
import { RollupCatchUp } from '../core/services/rollup-catch-up.js';
import { SalesReports } from '../core/services/sales-reports.js';
import type { LowStock, OpenBills } from '../core/model/current-state.js';
import { CurrentStateQueries } from '../core/reporting.ports.js';
import { RollUpSales } from '../core/use-cases/roll-up-sales.js';
import { InMemorySalesQueries } from './in-memory-sales.queries.js';
import { InMemorySalesRollups } from './in-memory-sales-rollups.js';

/** 23:30 of 2 March in Jakarta, 00:30 of 3 March in Makassar. */
export const LATE = new Date('2026-03-02T16:30:00Z');

class TwoOutlets extends OutletsApi {
  constructor(private readonly outlets: readonly Partial<OutletSettings>[]) {
    super();
  }

  async get(outletId: string): Promise<OutletSettings> {
    const [found] = await this.list([outletId]);
    if (!found) throw notFound('outlet', 'OUTLET_NOT_FOUND');
    return found;
  }

  async list(scope: OutletScope): Promise<OutletSettings[]> {
    return this.outlets.filter(({ id = '' }) => isInScope(scope, id)) as OutletSettings[];
  }
}

class KnownState extends CurrentStateQueries {
  readonly bills = new Map<string, OpenBills>();
  readonly drawers: string[] = [];
  readonly low: LowStock[] = [];

  async openBills(scope: OutletScope): Promise<OpenBills[]> {
    return [...this.bills].flatMap(([outletId, bills]) => (isInScope(scope, outletId) ? [bills] : []));
  }

  async openShifts(scope: OutletScope): Promise<number> {
    return this.drawers.filter((outletId) => isInScope(scope, outletId)).length;
  }

  async lowStock(scope: OutletScope, page: { limit: number; offset: number }) {
    const found = this.low.filter(({ outlet_id: outletId }) => isInScope(scope, outletId));
    return { ...page, data: found.slice(page.offset, page.offset + page.limit), total: found.length };
  }
}

/** Two outlets whose days differ, and all that reports of them need, in memory. */
export function reportingWorld() {
  const [jakarta, makassar] = [newId(), newId()];
  const outletsApi = new TwoOutlets([
    { id: jakarta, timeZone: 'Asia/Jakarta', businessDayCutoff: '00:00' },
    { id: makassar, timeZone: 'Asia/Makassar', businessDayCutoff: '00:00' },
  ]);
  const names = new Map<string, string>();
  const identity = {
    namesOf: async (ids: readonly string[]) => new Map([...names].filter(([id]) => ids.includes(id))),
  } as Partial<IdentityApi> as IdentityApi;
  const rollups = new InMemorySalesRollups();
  const rollUp = new RollUpSales(rollups, new PlainUnitOfWork());
  const catchUp = new RollupCatchUp(rollups, rollUp);
  const clock = new FixedClock(LATE);
  // Everything is counted up to now once each event that was committed is in the rollups.
  const figures = new InMemorySalesQueries(() => (rollups.isBehind ? new Date(0) : clock.now()));
  const current = new KnownState();
  const outlets = new ReportOutlets(outletsApi, clock);
  const admin: UserActor = { kind: 'user', id: newId(), role: 'ADMIN', outletIds: [] };
  const supervisor: UserActor = { kind: 'user', id: newId(), role: 'SUPERVISOR', outletIds: [jakarta] };
  return {
    jakarta,
    makassar,
    names,
    rollups,
    rollUp,
    figures,
    current,
    outlets,
    admin,
    supervisor,
    reports: new SalesReports(outlets, catchUp, figures, identity),
    dashboards: new Dashboards(outlets, catchUp, figures, current),
  };
}
