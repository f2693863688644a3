/** The time, as a port: rules that depend on it are tested with a fixed one. */
export abstract class Clock {
  abstract now(): Date;
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}

export class FixedClock extends Clock {
  constructor(private instant: Date) {
    super();
  }

  now(): Date {
    return this.instant;
  }

  set(instant: Date): void {
    this.instant = instant;
  }
}

/**
 * The calendar day (`YYYY-MM-DD`) that an instant's business belongs to in a time zone. A cutoff of `04:00` gives the hours
 * before four in the morning to the day before, as a bar's till does.
 */
export function businessDate(instant: Date, timeZone: string, cutoff = '00:00'): string {
  const minute = Math.floor(instant.getTime() / MINUTE_MS);
  const known = lastDays.get(timeZone);
  if (known?.minute === minute && known.cutoff === cutoff) return known.day;
  const [hours = 0, minutes = 0] = cutoff.split(':').map(Number);
  const day = dayFormat(timeZone).format((minute - hours * 60 - minutes) * MINUTE_MS);
  lastDays.set(timeZone, { minute, cutoff, day });
  return day;
}

const MINUTE_MS = 60_000;
/** The day asked for last in each time zone: it is the same for a whole minute, and telling it takes as long as pricing an order. */
const lastDays = new Map<string, { readonly minute: number; readonly cutoff: string; readonly day: string }>();
const formats = new Map<string, Intl.DateTimeFormat>();

function dayFormat(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(timeZone, format);
  }
  return format;
}
