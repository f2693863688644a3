/** What the authority's schema takes: printable Latin-1. */
const TAKEN = /[\x20-\x7e\xa1-\xac\xae-\xff]/;
/** Characters that another says as well. */
const LIKENESSES: Readonly<Record<string, string>> = {
  ...named('-', '‐‑‒–—―−•‣◦'),
  ...named('"', '“”„‟″'),
  ...named("'", '‘’‚‛′‹›'),
  ...named('...', '…'),
  ...named('EUR', '€'),
  ...named('OE', 'Œ'),
  ...named('oe', 'œ'),
  ...named('L', 'Ł'),
  ...named('l', 'ł'),
  ...named('D', 'Đ'),
  ...named('d', 'đ'),
  ...named('i', 'ı'),
  ...named('/', '⁄∕'),
};

/**
 * A text as an invoice may have it: characters of the schema, likenesses of the others (– is -, “ is ", š is s), nothing where there is
 * none (☕), without line breaks, doubled spaces or space around it, and not longer than `longest`.
 */
export function invoiceText(text: string, longest: number): string {
  const plain = [...text.normalize('NFC')].map(alike).join('');
  return plain.replace(/\s+/g, ' ').trim().slice(0, longest).trim();
}

function alike(character: string): string {
  const likeness = LIKENESSES[character];
  if (likeness !== undefined) return likeness;
  if (TAKEN.test(character)) return character;
  if (/[\s\p{Cc}]/u.test(character)) return ' ';
  const parts = [...character.normalize('NFKD')];
  return parts.length === 1 && parts[0] === character ? '' : parts.map(alike).join('');
}

function named(likeness: string, characters: string): Record<string, string> {
  return Object.fromEntries([...characters].map((character) => [character, likeness]));
}
