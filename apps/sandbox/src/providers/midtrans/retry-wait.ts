const INTERVALS_MIN = [2, 10, 30, 90, 210];
const JITTER = 0.1;

/** How often Midtrans insists depends on the answer: it takes a 500 for final sooner than a 503. */
function retriesFor(status: number | undefined): number {
  if (status === 500) return 1;
  if (status === 503) return 4;
  if (status === 400 || status === 404) return 2;
  return status !== undefined && [301, 302, 303].includes(status) ? 0 : 5;
}

/** 2, 10, 30, 90, 210 minutes, each up to a tenth longer. */
export function retryWait(failed: number, status: number | undefined): number | undefined {
  const minutes = INTERVALS_MIN[failed - 1];
  if (minutes === undefined || failed > retriesFor(status)) return undefined;
  return minutes * 60_000 * (1 + Math.random() * JITTER);
}
