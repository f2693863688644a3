import type { LiveState } from '../live.js';

/** `quiet`: nothing to say. */
export type BannerStage = 'quiet' | 'reconnecting' | 'gone' | 'refused';

const QUIET_MS = 3_000;
const PATIENT_MS = 40_000;
/** What is shown is dimmed when it is older than this. */
const FRESH_MS = 2 * 60_000;

/** What to say of a connection; times are of the server, in ms. A break of a moment is nobody's business. */
export function bannerStage(state: LiveState, lostSince: number | null, now: number): BannerStage {
  if (state === 'refused') return 'refused';
  if (lostSince === null || now - lostSince < QUIET_MS) return 'quiet';
  return now - lostSince < PATIENT_MS ? 'reconnecting' : 'gone';
}

/** Whether what is shown is so old that it should look old. */
export const isOld = (state: LiveState, lastGood: number, now: number): boolean =>
  state !== 'live' && now - lastGood > FRESH_MS;
