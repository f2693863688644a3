import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';

import { IfGiven } from '#libs/platform';

import type { Period } from '../core/model/sales-report.js';
import { TIP_GROUPINGS, TIP_MEASURES, type TipGrouping, type TipRow } from '../core/model/tip-report.js';
import type { ReportTable } from './report-csv.js';
import { PeriodReportQuery } from './reports.query.js';

export class TipReportQuery extends PeriodReportQuery {
  @IfGiven()
  @IsIn(TIP_GROUPINGS)
  @ApiProperty({ enum: TIP_GROUPINGS, enumName: 'TipGrouping', default: 'staff', required: false })
  group_by: TipGrouping = 'staff';
}

export class TipRowResponse {
  /** A person's id (null: the pool), a table's id, a tender's id or a method, or a day; null for what has none. */
  @ApiProperty({ type: String, nullable: true })
  key!: string | null;
  /** Of the person, the table or the tender. */
  @ApiProperty({ type: String, nullable: true })
  name!: string | null;
  currency!: string;
  /** What came for somebody, in minor units, and what became theirs since. */
  earned!: number;
  /** What went back to its payers. */
  refunded!: number;
  /** What came for the pool. */
  pooled!: number;
  /** What people got of the pool; of the pool itself what it gave, negative. */
  shared!: number;
  /** In cash, out of a drawer. */
  paid_out!: number;
  /** By staff: what somebody is owed at the end of the last day, whenever it came. Else what is left of the row. */
  owed!: number;
}

export class TipReportResponse {
  /** The first day of business of the report. */
  from!: string;
  to!: string;
  @ApiProperty({ enum: TIP_GROUPINGS, enumName: 'TipGrouping' })
  group_by!: TipGrouping;
  /** By day, or else who is owed most first. */
  data!: TipRowResponse[];

  static from({ rows, period }: { rows: readonly TipRow[]; period: Period }, grouping: TipGrouping): TipReportResponse {
    return { ...period, group_by: grouping, data: rows.map((row) => ({ ...row })) };
  }
}

/** The answer as a table: the same names and figures, in lines. */
export const tipTable = ({ group_by: grouping, data }: TipReportResponse): ReportTable => ({
  columns: [KEYS[grouping], ...(grouping === 'day' ? [] : ['name']), 'currency', ...TIP_MEASURES],
  money: TIP_MEASURES,
  rows: data.map(({ key, ...row }) => ({ ...row, [KEYS[grouping]]: key })),
});

const KEYS: Readonly<Record<TipGrouping, string>> = {
  staff: 'user_id',
  table: 'table_id',
  tender: 'tender',
  day: 'date',
};
