import { signal } from '@preact/signals';

/** Milliseconds that the server's clock may be ahead of ours, from the earliest to the latest that the answers so far allow. */
interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** `Date` counts whole seconds, cut off. */
const RESOLUTION_MS = 1_000;
/** How fast two clocks may drift apart, of a second a second. */
const DRIFT = 50e-6;

/**
 * Narrows what is known of the server's clock by one answer: it was written between the sending and the receiving. An answer that fits nothing known so
 * far says that a clock was set, and is believed alone.
 */
export function narrowed(known: Bounds | null, date: number, sentAt: number, receivedAt: number): Bounds {
  const told = { least: date - receivedAt, most: date + RESOLUTION_MS - sentAt };
  if (!known) return told;
  const both = { least: Math.max(told.least, known.least), most: Math.min(told.most, known.most) };
  return both.least <= both.most ? both : told;
}

let bounds: Bounds | null = null;
let widenedAt = 0;

/** Learns the server's time from the `Date` header of an answer that came straight from it. Times are in ms of this device's clock. */
export function noteServerTime(header: string | null, sentAt: number, receivedAt: number = Date.now()): void {
  const date = header === null ? NaN : Date.parse(header);
  if (Number.isNaN(date)) return;
  const drift = Math.max(0, receivedAt - widenedAt) * DRIFT;
  if (bounds && widenedAt > 0) bounds = { least: bounds.least - drift, most: bounds.most + drift };
  widenedAt = receivedAt;
  bounds = narrowed(bounds, date, sentAt, receivedAt);
}

/** The server's time in ms since 1970: tablets' own clocks are wrong by minutes. The device's own until the first answer. */
export const serverNow = (): number => Date.now() + (bounds ? (bounds.least + bounds.most) / 2 : 0);

/** The server's time, told once a second while the page is to be seen. */
export const second = signal(serverNow());

let timer: ReturnType<typeof setTimeout> | undefined;

function tick(): void {
  clearTimeout(timer);
  if (document.hidden) return;
  second.value = serverNow();
  timer = setTimeout(tick, 1_000 - (second.value % 1_000) + 5);
}

/** Starts the ticking of {@link second}; called once by each page that shows times. */
export function startClock(): void {
  document.addEventListener('visibilitychange', tick);
  tick();
}
