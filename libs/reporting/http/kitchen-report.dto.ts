import { ApiProperty } from '@nestjs/swagger';

import {
  type KitchenFigures,
  KITCHEN_GROUPINGS,
  type KitchenGrouping,
  type KitchenReport,
} from '../core/model/kitchen-report.js';
import type { Period } from '../core/model/sales-report.js';
import type { ReportTable } from './report-csv.js';

/** Seconds, by nearest rank: each is a time that a line really took. */
export class SpreadResponse {
  /** Half of the lines took no longer. */
  median!: number;
  /** Nine of ten took no longer. */
  p90!: number;
}

export class KitchenFiguresResponse {
  /** Lines that the kitchen heard of, without those that are void. A line that several stations make counts at each. */
  lines!: number;
  /** Until somebody began; null where nobody did. What waited for a payment or a yes is not in it. */
  @ApiProperty({ type: SpreadResponse, nullable: true })
  wait!: SpreadResponse | null;
  /** From then until it was ready. */
  @ApiProperty({ type: SpreadResponse, nullable: true })
  cook!: SpreadResponse | null;
  /** From ready until it was served. */
  @ApiProperty({ type: SpreadResponse, nullable: true })
  pass!: SpreadResponse | null;
  /** All three, of lines that were served. */
  @ApiProperty({ type: SpreadResponse, nullable: true })
  total!: SpreadResponse | null;
  /** Ready after their ticket was late, or late and not ready yet. */
  late_lines!: number;
  /** Lines that came back to their station. */
  recalled!: number;
  /** Lines that were made once more. */
  remade!: number;
  /** Lines that became void when somebody had begun. */
  voided_after_start!: number;
}

export class KitchenRowResponse extends KitchenFiguresResponse {
  /** A station, a product's id, a type of orders, `2026-11-21`, or `2026-11-21T13` by the outlet's clock. */
  key!: string;
  /** What a product is called; null otherwise. */
  @ApiProperty({ type: String, nullable: true })
  name!: string | null;
}

export class KitchenReportResponse {
  /** The first day of business of the report. */
  from!: string;
  to!: string;
  @ApiProperty({ enum: KITCHEN_GROUPINGS, enumName: 'KitchenGrouping' })
  group_by!: KitchenGrouping;
  /** By time, or else most lines first. */
  data!: KitchenRowResponse[];
  totals!: KitchenFiguresResponse;

  static from(report: KitchenReport & { readonly period: Period }, grouping: KitchenGrouping): KitchenReportResponse {
    return {
      ...report.period,
      group_by: grouping,
      data: report.rows.map(({ key, name, ...figures }) => ({ key, name, ...figuresOf(figures) })),
      totals: figuresOf(report.totals),
    };
  }
}

const figuresOf = ({ lateLines, voidedAfterStart, ...figures }: KitchenFigures): KitchenFiguresResponse => ({
  lines: figures.lines,
  wait: figures.wait && { ...figures.wait },
  cook: figures.cook && { ...figures.cook },
  pass: figures.pass && { ...figures.pass },
  total: figures.total && { ...figures.total },
  late_lines: lateLines,
  recalled: figures.recalled,
  remade: figures.remade,
  voided_after_start: voidedAfterStart,
});

const SPREADS = ['wait', 'cook', 'pass', 'total'] as const;

/** The answer as a table: the same names and figures, a column for each. */
export const kitchenTable = ({ group_by: grouping, data }: KitchenReportResponse): ReportTable => ({
  columns: [
    grouping === 'product' ? 'product_id' : grouping === 'day' ? 'date' : grouping,
    ...(grouping === 'product' ? ['name'] : []),
    'lines',
    ...SPREADS.flatMap((name) => [`${name}_median`, `${name}_p90`]),
    ...['late_lines', 'recalled', 'remade', 'voided_after_start'],
  ],
  rows: data.map(({ key, name, wait, cook, pass, total, ...counts }) => ({
    ...counts,
    [grouping === 'product' ? 'product_id' : grouping === 'day' ? 'date' : grouping]: key,
    name,
    ...Object.fromEntries(
      Object.entries({ wait, cook, pass, total }).flatMap(([of, spread]) => [
        [`${of}_median`, spread?.median],
        [`${of}_p90`, spread?.p90],
      ]),
    ),
  })),
});
