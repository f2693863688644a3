import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsISO8601, IsOptional, Matches, Max, Min } from 'class-validator';

import { CsvDelimiterField, IfGiven, IsId, PageQuery } from '#libs/platform';
import type { CsvDelimiter } from '#libs/platform/csv';

import { KITCHEN_GROUPINGS, type KitchenGrouping } from '../core/model/kitchen-report.js';
import { type Grouping, GROUPINGS, type Ranking, RANKINGS } from '../core/model/sales-report.js';

const DATE = /^(19|20|21)\d{2}-\d{2}-\d{2}$/;
const NO_DATE = '$property must be a date of business, such as 2025-11-21';
const MOST_ROWS = 1_000;
const LARGEST_OFFSET = 1_000_000;

export const FORMATS = ['json', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

/** In which form a report is answered. */
export interface FileQuery {
  readonly format?: Format;
  readonly delimiter?: CsvDelimiter;
}

export class OutletReportQuery implements FileQuery {
  /** All of your outlets when absent. */
  @IfGiven()
  @IsId()
  outlet_id?: string;

  /** What Accept says when absent. */
  @IfGiven()
  @IsIn(FORMATS)
  @ApiProperty({ enum: FORMATS, enumName: 'ReportFormat', required: false })
  format?: Format;

  @CsvDelimiterField()
  delimiter?: CsvDelimiter;
}

export class PeriodReportQuery extends OutletReportQuery {
  /** The first day of business, on each outlet's own calendar; thirty days up to `to` when absent. */
  @IfGiven()
  @Matches(DATE, { message: NO_DATE })
  @IsISO8601({ strict: true }, { message: NO_DATE })
  @ApiProperty({ example: '2025-11-01', format: 'date' })
  from?: string;

  /** The last day of business, included; today when absent. */
  @IfGiven()
  @Matches(DATE, { message: NO_DATE })
  @IsISO8601({ strict: true }, { message: NO_DATE })
  @ApiProperty({ example: '2025-11-30', format: 'date' })
  to?: string;
}

export class SalesQuery extends PeriodReportQuery {
  @IfGiven()
  @IsIn(GROUPINGS)
  @ApiProperty({ enum: GROUPINGS, enumName: 'Grouping', default: 'day', required: false })
  group_by: Grouping = 'day';

  /** How many rows at most; enough for nearly three years of days. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MOST_ROWS)
  limit: number = MOST_ROWS;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(LARGEST_OFFSET)
  offset: number = 0;
}

export class KitchenReportQuery extends PeriodReportQuery {
  @IfGiven()
  @IsIn(KITCHEN_GROUPINGS)
  @ApiProperty({ enum: KITCHEN_GROUPINGS, enumName: 'KitchenGrouping', default: 'station', required: false })
  group_by: KitchenGrouping = 'station';
}

export class BestSellersQuery extends PeriodReportQuery {
  /** By pieces, or by net sales. */
  @IfGiven()
  @IsIn(RANKINGS)
  @ApiProperty({ enum: RANKINGS, enumName: 'Ranking', default: 'quantity', required: false })
  by: Ranking = 'quantity';

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 20;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(LARGEST_OFFSET)
  offset: number = 0;
}

export class LowStockQuery extends PageQuery {
  /** All of your outlets when absent. */
  @IfGiven()
  @IsId()
  outlet_id?: string;

  /** What Accept says when absent. */
  @IfGiven()
  @IsIn(FORMATS)
  @ApiProperty({ enum: FORMATS, enumName: 'ReportFormat', required: false })
  format?: Format;

  @CsvDelimiterField()
  delimiter?: CsvDelimiter;
}
