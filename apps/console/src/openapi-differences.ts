type Json = Readonly<Record<string, unknown>>;

const MOST = 40;

/** What changed from one OpenAPI document to another, a line each: `+` added, `-` removed, `~` changed, with the place in it. */
export function describeDifferences(before: unknown, after: unknown): string[] {
  const lines = compare(before, after, []);
  const rest = lines.length - MOST;
  return rest > 0 ? [...lines.slice(0, MOST), `… and ${rest} more`] : lines;
}

function compare(before: unknown, after: unknown, path: readonly string[]): string[] {
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => {
      const place = [...path, name];
      if (!Object.hasOwn(before, name)) return [`+ ${nameOf(place)}`];
      if (!Object.hasOwn(after, name)) return [`- ${nameOf(place)}`];
      return compare(before[name], after[name], place);
    });
  }
  const [old, now] = [JSON.stringify(before), JSON.stringify(after)];
  return old === now ? [] : [`~ ${nameOf(path)}: ${shorten(old)} → ${shorten(now)}`];
}

/** `paths, /orders, post` reads as `POST /orders`. */
function nameOf([first, second, third, ...rest]: readonly string[]): string {
  if (first === 'paths' && third !== undefined) return [`${third.toUpperCase()} ${second}`, ...rest].join(' › ');
  return [first, second, third, ...rest].filter((part) => part !== undefined).join(' › ');
}

/** Lists too: their places are named by number. */
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
