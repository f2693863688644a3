import type { Card } from './queue.js';

export type AgeLevel = 'HELD' | 'FRESH' | 'ATTENTION' | 'LATE';

/** What counts as attention and as late where the server named no times, in ms after firing. */
const ATTENTION_AFTER = 8 * 60_000;
const LATE_AFTER = 15 * 60_000;

/** How a card stands at `now`, ms of server time. */
export function ageLevel(card: Pick<Card, 'firedAt' | 'warnAt' | 'lateAt'>, now: number): AgeLevel {
  if (card.firedAt === null) return 'HELD';
  if (now >= (card.lateAt ?? card.firedAt + LATE_AFTER)) return 'LATE';
  if (now >= (card.warnAt ?? card.firedAt + ATTENTION_AFTER)) return 'ATTENTION';
  return 'FRESH';
}

/** Minutes and seconds since firing, as `8:12`, from an hour on `1:02:05`; never negative, whatever a clock says. */
export function ageText(firedAt: number, now: number): string {
  const seconds = Math.max(0, Math.floor((now - firedAt) / 1000));
  const two = (number: number) => String(number).padStart(2, '0');
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** Whole minutes since firing, for a voice that reads a card aloud. */
export function ageMinutes(firedAt: number, now: number): number {
  return Math.max(0, Math.floor((now - firedAt) / 60_000));
}
