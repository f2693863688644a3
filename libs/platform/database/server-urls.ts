/** Scheme, user and password, hosts, and the rest from the database's name on. */
const FORM = /^(postgres(?:ql)?:\/\/)((?:[^/]*@)?)([^@/?#]+)(\/[^?#]*)?(?:\?(.*))?$/;
const ATTRIBUTES = 'target_session_attrs';
/** What libpq calls a server that takes writes. */
const WRITES = ['read-write', 'primary'];

interface Parsed {
  readonly urls: readonly string[];
  /** The one that is chosen must take writes. */
  readonly needsWrites: boolean;
}

/**
 * The servers of a DATABASE_URL, one URL each: libpq's form with several hosts, `host1,host2:5433`, of which the one that takes writes is
 * wanted (`target_session_attrs=read-write`, which is also the default with several). Undefined when the text is no such URL.
 */
export function parseServers(text: string): Parsed | undefined {
  const [, scheme, user, hosts, path, query] = FORM.exec(text) ?? [];
  if (!scheme || !hosts) return undefined;
  const parameters = new URLSearchParams(query);
  const attributes = parameters.get(ATTRIBUTES);
  if (attributes !== null && !WRITES.includes(attributes)) return undefined;
  parameters.delete(ATTRIBUTES);
  const rest = `${path ?? ''}${parameters.size > 0 ? `?${parameters}` : ''}`;
  const urls = hosts.split(',').map((host) => `${scheme}${user}${host}${rest}`);
  if (!urls.every((url) => URL.canParse(url) && new URL(url).hostname)) return undefined;
  return { urls, needsWrites: attributes !== null || urls.length > 1 };
}
