const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const PART = /(\d+)(ms|s|m|h|d)/g;

/** Reads `24h`, `5m`, `1h30m`, `500ms` (Go's spelling) as milliseconds; undefined when it is not one. */
export function parseDuration(text: string): number | undefined {
  let total = 0;
  const rest = text.replace(PART, (_, amount: string, unit: string) => {
    total += Number(amount) * (UNITS[unit] ?? 0);
    return '';
  });
  return text !== '' && rest === '' ? total : undefined;
}
