import { Injectable } from '@nestjs/common';

import { IdentityApi } from '#libs/identity';
import { Permissions, type UserActor } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { type Period, periodFrom } from '../model/sales-report.js';
import type { TipGrouping, TipRow } from '../model/tip-report.js';
import { TipQueries } from '../reporting.ports.js';
import { ReportOutlets } from './report-outlets.js';

export interface TipReportRequest {
  readonly actor: UserActor;
  /** Of all the actor's outlets when absent. */
  readonly outletId?: string;
  readonly from?: string;
  readonly to?: string;
  readonly grouping: TipGrouping;
}

/** Tips over days of business: of everybody for those who may see reports at each of the outlets, and their own for everybody else. */
@Injectable()
export class TipReports {
  constructor(
    private readonly outlets: ReportOutlets,
    private readonly openOutlets: OutletsApi,
    private readonly tips: TipQueries,
    private readonly identity: IdentityApi,
    private readonly permissions: Permissions,
  ) {}

  /** Throws `OUTLET_NOT_FOUND` (404) and `PERIOD_BACKWARDS` (400). */
  async of({ actor, outletId, from, to, grouping }: TipReportRequest): Promise<{ rows: TipRow[]; period: Period }> {
    const scope = await this.outlets.scopeOf(actor, outletId);
    const period = periodFrom(from, to, await this.outlets.today(scope));
    const outletIds = (await this.openOutlets.list(scope)).map(({ id }) => id);
    const rows = await this.tips.by(
      grouping,
      outletIds,
      period,
      (await this.seesAll(actor, outletIds)) ? null : actor.id,
    );
    return { rows: grouping === 'staff' ? await this.named(rows) : rows, period };
  }

  private async seesAll(actor: UserActor, outletIds: readonly string[]): Promise<boolean> {
    const verdicts = await Promise.all(outletIds.map((id) => this.permissions.may(actor, id, 'reports.view')));
    return verdicts.every(({ effect }) => effect === 'ALLOW');
  }

  private async named(rows: readonly TipRow[]): Promise<TipRow[]> {
    const names = await this.identity.namesOf(rows.flatMap(({ key }) => key ?? []));
    return rows.map((row) => ({ ...row, name: row.key === null ? null : (names.get(row.key) ?? null) }));
  }
}
