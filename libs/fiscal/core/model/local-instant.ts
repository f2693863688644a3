const PARTS = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
} as const;
const MINUTE_MS = 60_000;

/** An instant as the clock on the wall shows it, with its offset: `2026-11-20T12:00:00-03:00`. */
export function localInstant(instant: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, hourCycle: 'h23', ...PARTS });
  const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  const wall = `${part['year']}-${part['month']}-${part['day']}T${part['hour']}:${part['minute']}:${part['second']}`;
  const whole = Math.floor(instant.getTime() / 1000) * 1000;
  const offset = Math.round((Date.parse(`${wall}Z`) - whole) / MINUTE_MS);
  const magnitude = Math.abs(offset);
  const hours = String(Math.floor(magnitude / 60)).padStart(2, '0');
  return `${wall}${offset < 0 ? '-' : '+'}${hours}:${String(magnitude % 60).padStart(2, '0')}`;
}
