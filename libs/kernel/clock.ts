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
  const [hours = 0, minutes = 0] = cutoff.split(':').map(Number);
  return dayFormat(timeZone).format(instant.getTime() - (hours * 60 + minutes) * 60_000);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function dayFormat(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(timeZone, format);
  }
  return format;
}
