const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const FIRST_PAUSES = [5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE];
/** Three days of hours: gateways try the authority for two. */
const HOURLY = 72;

/** How long to wait before the n-th look at a document on which nothing happened; null when it is given up and left to a person. */
export function pauseBefore(tries: number): number | null {
  return FIRST_PAUSES[tries - 1] ?? (tries <= FIRST_PAUSES.length + HOURLY ? HOUR : null);
}
