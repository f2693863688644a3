type Plain = string | number | boolean;

/** What a call of the API may have, as the types of openapi-fetch say it: values for its address, and a body that is sent as JSON. */
export interface CallInit {
  readonly params?: {
    readonly path?: Readonly<Record<string, Plain>>;
    /** A list is sent as its name once for each value. */
    readonly query?: Readonly<Record<string, Plain | readonly Plain[] | null | undefined>>;
    readonly header?: Readonly<Record<string, Plain | undefined>>;
  };
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** The request of a call at this page's own server. openapi-fetch itself would be a tenth of what a guest's phone loads. */
export function requestOf(
  method: string,
  path: string,
  { params = {}, body, signal }: CallInit,
  key?: string,
): Request {
  const filled = path.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params.path?.[name];
    return value === undefined ? whole : encodeURIComponent(value);
  });
  const url = new URL(filled, location.origin);
  for (const [name, value] of Object.entries(params.query ?? {})) {
    for (const one of [value ?? []].flat()) url.searchParams.append(name, String(one));
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(params.header ?? {})) {
    if (value !== undefined) headers.set(name, String(value));
  }
  if (body !== undefined) headers.set('Content-Type', 'application/json');
  if (key !== undefined) headers.set('Idempotency-Key', key);
  return new Request(url, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  });
}

/** What a good answer holds; undefined where it is empty. Throws a SyntaxError at what is no JSON, and a TypeError where it stops half-way. */
export async function contentOf(answer: Response, as: 'json' | 'blob' = 'json'): Promise<unknown> {
  if (as === 'blob') return answer.blob();
  const text = await answer.text();
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}

/** What an answer says that is not good: its document, or the text of a proxy that speaks no JSON. */
export async function faultOf(answer: Response): Promise<unknown> {
  const text = await answer.text();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
