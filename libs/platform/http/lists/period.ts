import { ApiProperty } from '@nestjs/swagger';
import { IsISO8601, IsOptional, Matches } from 'class-validator';

import type { ListPeriod } from '#libs/kernel';

import { CursorPageQuery } from './page.dto.js';

const DATE_OR_INSTANT =
  /^(19|20|21)\d{2}-\d{2}-\d{2}(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)?)?$/;
const MESSAGE = '$property must be an ISO 8601 date (2025-11-21) or instant (2025-11-21T13:00:00Z)';

/**
 * `?from=&to=` of lists that grow without end. A date is a day of business at the outlet of each row, by its time zone and cutoff; what has a
 * time is an instant, in UTC unless it says otherwise.
 */
export class CursorPeriodQuery extends CursorPageQuery {
  @ApiProperty({
    required: false,
    type: String,
    example: '2025-11-21',
    description:
      "From this day of business on (the outlet's, by its time zone and cutoff), or from this instant on (`2025-11-21T13:00:00Z`; UTC without an offset).",
  })
  @IsOptional()
  @Matches(DATE_OR_INSTANT, { message: MESSAGE })
  @IsISO8601({ strict: true }, { message: MESSAGE })
  from?: string;

  @ApiProperty({
    required: false,
    type: String,
    example: '2025-11-21',
    description: 'Up to this day of business, itself included, or before this instant.',
  })
  @IsOptional()
  @Matches(DATE_OR_INSTANT, { message: MESSAGE })
  @IsISO8601({ strict: true }, { message: MESSAGE })
  to?: string;
}

/** What a period query means: dates as they are, for a `BusinessCalendar` to place, and instants. */
export const periodOf = ({ from, to }: Pick<CursorPeriodQuery, 'from' | 'to'>): ListPeriod => ({
  from: from === undefined ? undefined : dateOrInstant(from),
  to: to === undefined ? undefined : dateOrInstant(to),
});

function dateOrInstant(text: string): string | Date {
  if (!text.includes('T')) return text;
  return new Date(/(Z|[+-]\d{2}:\d{2})$/.test(text) ? text : `${text}Z`);
}
