import { IsISO8601, IsOptional, Matches } from 'class-validator';

import { CursorPageQuery } from './page.dto.js';

const DATE_OR_INSTANT =
  /^\d{4}-\d{2}-\d{2}(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)?)?$/;
const DAY_MS = 86_400_000;
const MESSAGE = '$property must be an ISO 8601 date (2025-11-21) or instant (2025-11-21T13:00:00Z)';

/** `?from=&to=` of lists that grow without end. A date is that day in UTC, whole; an instant without an offset is UTC. */
export class CursorPeriodQuery extends CursorPageQuery {
  /** From this date or instant on. */
  @IsOptional()
  @Matches(DATE_OR_INSTANT, { message: MESSAGE })
  @IsISO8601({ strict: true }, { message: MESSAGE })
  from?: string;

  /** Up to this date, or before this instant. */
  @IsOptional()
  @Matches(DATE_OR_INSTANT, { message: MESSAGE })
  @IsISO8601({ strict: true }, { message: MESSAGE })
  to?: string;
}

/** The half-open interval that a period query means. */
export function periodOf({ from, to }: CursorPeriodQuery): { readonly from?: Date; readonly to?: Date } {
  return {
    from: from === undefined ? undefined : instantOf(from),
    to: to === undefined ? undefined : new Date(instantOf(to).getTime() + (isDate(to) ? DAY_MS : 0)),
  };
}

const isDate = (text: string): boolean => !text.includes('T');

const instantOf = (text: string): Date =>
  new Date(isDate(text) || /(Z|[+-]\d{2}:\d{2})$/.test(text) ? text : `${text}Z`);
