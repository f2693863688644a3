const MOST = 100;

/**
 * Names of several tables as a person types them at once: `1-12`, `A1-A4`, `Terrace, Bar`. Null for what cannot be read, and for more than 100 at
 * once.
 */
export function tableNames(text: string): readonly string[] | null {
  const names = text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap(range);
  const isTooMany = names.length > MOST || names.length === 0;
  return isTooMany || new Set(names).size < names.length ? null : names;
}

/** `A1-A4` is A1, A2, A3, A4; anything else is one name. */
function range(part: string): readonly string[] {
  const found = /^(\D*)(\d+)[-–](\D*)(\d+)$/.exec(part);
  if (!found) return [part];
  const [, before = '', from = '', again = '', to = ''] = found;
  const [first, last] = [Number(from), Number(to)];
  if ((again !== '' && again !== before) || last < first) return [part];
  return Array.from({ length: Math.min(last - first, MOST) + 1 }, (_, i) => `${before}${first + i}`);
}
