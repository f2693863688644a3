/** What an address of this page says: the code on a table, or a phone's own token. */
export type Scan =
  | { readonly kind: 'code'; readonly tableId: string; readonly secret: string }
  | { readonly kind: 'token'; readonly token: string };

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Reads `/t/<table>#<secret>`, `/t/<table>?s=<secret>` (older prints), `/t/#<token>` and `/t/<token>` (older links). Null for an address that says
 * nothing: the page was reloaded, or opened by hand.
 */
export function scanOf({ pathname, search, hash }: Pick<URL, 'pathname' | 'search' | 'hash'>): Scan | null {
  const [, , first = ''] = pathname.split('/');
  const behind = plain(hash.slice(1));
  const name = plain(first);
  if (UUID.test(name)) {
    const secret = behind || (new URLSearchParams(search).get('s') ?? '');
    return { kind: 'code', tableId: name.toLowerCase(), secret };
  }
  const token = name || behind;
  return token ? { kind: 'token', token } : null;
}

/** A `%` that encodes nothing is read as it stands. */
function plain(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
