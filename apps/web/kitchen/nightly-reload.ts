import { serverNow } from '../shared/clock.js';

const CHECK_EVERY_MS = 60_000;
const NIGHT_HOUR = 4;
/** A screen that was loaded this recently needs no new start, ms. */
const OLD_MS = 12 * 60 * 60_000;

/** The hour at a place, 0 to 23. */
export function hourAt(ms: number, timeZone: string | undefined): number {
  const format = new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone });
  return Number(format.format(ms));
}

/**
 * Loads the page anew at four in the morning of the outlet, when nobody is at the screen and the server is there: a browser that runs for weeks
 * keeps more than it should. Answers what ends it.
 */
export function reloadAtNight(timeZone: string | undefined, mayReload: () => boolean): () => void {
  const startedAt = serverNow();
  const timer = setInterval(() => {
    const now = serverNow();
    if (now - startedAt > OLD_MS && hourAt(now, timeZone) === NIGHT_HOUR && mayReload()) location.reload();
  }, CHECK_EVERY_MS);
  return () => clearInterval(timer);
}
