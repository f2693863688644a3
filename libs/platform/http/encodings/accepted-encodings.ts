/** How bytes may go out. The order decides between those that a reader likes equally. */
export const ENCODINGS = ['br', 'gzip', 'identity'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Identity is the last choice of whoever does not name it, and refused by `identity;q=0` or `*;q=0` alone. */
const UNNAMED_IDENTITY = 0.000_1;
const ALIASES: Readonly<Record<string, string>> = { 'x-gzip': 'gzip' };

/**
 * The encodings of ours that an `Accept-Encoding` header takes, best first (RFC 9110, section 12.5.3). Whoever takes none of them is sent the bytes as
 * they are, as the section asks for where identity is not refused, and everywhere else for want of anything better: never empty.
 */
export function acceptedEncodings(header: string | undefined): readonly Encoding[] {
  if (!header) return ['identity'];
  const named = new Map(header.split(',').map(quality));
  const others = named.get('*');
  const qualityOf = (encoding: Encoding): number =>
    named.get(encoding) ?? (encoding === 'identity' && others !== 0 ? UNNAMED_IDENTITY : (others ?? 0));
  const taken = ENCODINGS.map((encoding) => ({ encoding, q: qualityOf(encoding) }))
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q);
  return taken.length > 0 ? taken.map(({ encoding }) => encoding) : ['identity'];
}

/** `gzip;q=0.5` as a name and a number from 0 to 1; what is no number counts as a refusal. */
function quality(part: string): [string, number] {
  const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
  const q = parameters.find((parameter) => parameter.startsWith('q='));
  const value = q === undefined ? 1 : Number(q.slice(2));
  return [ALIASES[name] ?? name, value >= 0 && value <= 1 ? value : 0];
}
