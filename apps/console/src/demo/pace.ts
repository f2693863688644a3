import { setTimeout as delay } from 'node:timers/promises';

const SLOWEST_SECONDS = 60;
let betweenMs = 0;

/** Plays the day for people who watch it on the pages: that many seconds go by before each thing that somebody does. Throws for anything but a number. */
export function setPace(text: string): void {
  const seconds = Number(text);
  if (text.trim() === '' || !(seconds >= 0 && seconds <= SLOWEST_SECONDS)) {
    throw new Error(`a pace is a number of seconds from 0 to ${SLOWEST_SECONDS}, as in --pace 1`);
  }
  betweenMs = seconds * 1_000;
}

/** Waits as long as the pace says. */
export const pause = (): Promise<void> => (betweenMs === 0 ? Promise.resolve() : delay(betweenMs));
