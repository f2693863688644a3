/** What a key of a keyboard or of a bump bar asks for. */
export type Command =
  | { readonly kind: 'select'; readonly index: number }
  | { readonly kind: 'bump' }
  | { readonly kind: 'start' }
  | { readonly kind: 'recall' }
  | { readonly kind: 'page'; readonly by: 1 | -1 }
  | { readonly kind: 'menu' }
  | { readonly kind: 'all-day' }
  | { readonly kind: 'help' }
  | { readonly kind: 'deselect' };

const LETTERS: Readonly<Record<string, Command>> = {
  Enter: { kind: 'bump' },
  s: { kind: 'start' },
  r: { kind: 'recall' },
  m: { kind: 'menu' },
  a: { kind: 'all-day' },
  '?': { kind: 'help' },
  Escape: { kind: 'deselect' },
  ArrowLeft: { kind: 'page', by: -1 },
  ArrowRight: { kind: 'page', by: 1 },
};

interface Key {
  readonly key: string;
  readonly repeat?: boolean;
  readonly ctrlKey?: boolean;
  readonly altKey?: boolean;
  readonly metaKey?: boolean;
}

/** The command of a key, null for any other. A key that is held down asks once, and those of the browser stay the browser's. */
export function commandOf(event: Key): Command | null {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return null;
  if (/^[1-9]$/.test(event.key)) return { kind: 'select', index: Number(event.key) - 1 };
  return LETTERS[event.key.length === 1 ? event.key.toLowerCase() : event.key] ?? null;
}
