const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Since it began: 1, 5, 15 and 60 minutes, then every hour for three days. */
const GAPS_MS = [1, 4, 10, 45].map((minutes) => minutes * MINUTE_MS);
export const LAST_CHECK = GAPS_MS.length + 71;

/** How long before what is unsettled is asked for again; null when it has been asked for often enough. Checks count from 0. */
export function pauseBefore(check: number): number | null {
  if (check >= LAST_CHECK) return null;
  return GAPS_MS[check] ?? HOUR_MS;
}

export const nextCheckAt = (check: number, now: Date): Date | null => {
  const pause = pauseBefore(check);
  return pause === null ? null : new Date(now.getTime() + pause);
};
