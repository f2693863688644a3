const MINUTE = 60_000;
/** A sandbox account is tried three times more over a few hours. */
const WAITS = [10 * MINUTE, 60 * MINUTE, 180 * MINUTE];

export const retryWait = (failed: number): number | undefined => WAITS[failed - 1];
