import { Injectable } from '@nestjs/common';

import type { PeriodSpans, SealableEntry } from '#libs/kernel';
import { Database, idsOfPeriod, NO_OUTLET, sealableColumns, Values, whereAll } from '#libs/platform';

import type { KeptSeal, SealRange, ToldHead } from '../core/model/audit-chain.js';
import { AuditSeals } from '../core/operations.ports.js';

interface SealRow extends Record<string, unknown> {
  readonly n: number;
  readonly entry_id: string;
  readonly entry_hash: string;
  readonly previous_hash: string | null;
  readonly hash: string;
  readonly sealed_at: Date;
  readonly is_archived: boolean;
  readonly entry: SealableEntry | null;
}

@Injectable()
export class SqlAuditSeals extends AuditSeals {
  constructor(private readonly database: Database) {
    super();
  }

  async range(chain: string | null, period: PeriodSpans | undefined): Promise<SealRange | null> {
    const values = new Values();
    const outlet = values.add(chain ?? NO_OUTLET);
    const whole = `SELECT 1 AS first, last_n AS last FROM audit_chains WHERE outlet_id = ${outlet}`;
    const ids = period && idsOfPeriod(period, 'entry_id', values);
    const cut = `SELECT min(n) AS first, max(n) AS last FROM audit_seals ${whereAll(`outlet_id = ${outlet}`, ids ?? false)}`;
    const [range] = await this.database.query<{ first: number | null; last: number | null }>({
      text: ids ? cut : whole,
      values: values.list,
    });
    return range && range.first !== null && range.last !== null ? { first: range.first, last: range.last } : null;
  }

  async after(chain: string | null, n: number, limit: number): Promise<KeptSeal[]> {
    const rows = await this.database.query<SealRow>({
      name: 'audit.seals',
      text: `SELECT s.n, s.entry_id, s.entry_hash, s.previous_hash, s.hash, s.sealed_at,
               coalesce(s.entry_id <= (SELECT archived_to FROM audit_sealing), false) AS is_archived,
               (SELECT to_jsonb(e) FROM (SELECT ${sealableColumns('a')} FROM audit_log a
                WHERE a.id = s.entry_id AND a.outlet_id IS NOT DISTINCT FROM nullif($1::uuid, '${NO_OUTLET}')) e) AS entry
             FROM audit_seals s WHERE s.outlet_id = $1 AND s.n > $2 ORDER BY s.n LIMIT $3`,
      values: [chain ?? NO_OUTLET, n, limit],
    });
    return rows.map(({ sealed_at: sealedAt, is_archived: isArchived, ...seal }) => ({ ...seal, sealedAt, isArchived }));
  }

  async unsealed(chain: string | null): Promise<number> {
    const [row] = await this.database.query<{ waiting: number }>({
      name: 'audit.unsealed-of',
      text: `SELECT count(*)::int AS waiting FROM audit_log WHERE NOT sealed AND outlet_id IS NOT DISTINCT FROM $1::uuid`,
      values: [chain],
    });
    return row?.waiting ?? 0;
  }

  async toldOf(outletId: string): Promise<ToldHead[]> {
    return this.database.query<ToldHead & Record<string, unknown>>({
      name: 'audit.told-heads',
      text: 'SELECT number AS report, n, hash FROM shifts_audit_heads WHERE outlet_id = $1 ORDER BY number',
      values: [outletId],
    });
  }
}
