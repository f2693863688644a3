/** What went wrong, for a person: the server's problem document, or our own when no answer came. */
export interface Problem {
  /** The status of the answer; 0 when none came. */
  readonly status: number;
  /** A stable word: the server's, or `NO_CONNECTION`. */
  readonly code: string;
  /** In the person's language. */
  readonly title: string;
  readonly detail: string;
  /** What is wrong with each field; `field` is as in `items.0.quantity`. */
  readonly errors: readonly FieldProblem[];
  /** Seconds. */
  readonly retryAfter?: number;
  /** Of `NO_CONNECTION`: the request may have arrived, and only its answer been lost. */
  readonly lost?: boolean;
  /** Of `APPROVAL_REQUIRED`, what was refused: the same once more, with a grant in `grants` of the API, is what somebody approved. */
  readonly asked?: AskedRequest;
  /** Every member of the server's document, such as the present state of what was to be changed. */
  readonly more: Readonly<Record<string, unknown>>;
}

/** A request as an approval names it. */
export interface AskedRequest {
  readonly method: string;
  /** With its prefix and its query: `/api/v1/orders/…`. */
  readonly path: string;
  readonly body: unknown;
}

export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

export const noConnection = (lost: boolean): Problem => ({
  status: 0,
  code: 'NO_CONNECTION',
  title: '',
  detail: '',
  errors: [],
  lost,
  more: {},
});

interface Fault {
  readonly pointer?: unknown;
  readonly message?: unknown;
}

const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Reads a problem document. A proxy's own page, or anything else that is none, becomes `HTTP_<status>` without texts. */
export function problemOf(body: unknown, status: number, retryAfterHeader: string | null = null): Problem {
  const document = (typeof body === 'object' && body !== null ? body : {}) as Readonly<Record<string, unknown>>;
  const faults = (Array.isArray(document['errors']) ? document['errors'] : []) as readonly Fault[];
  const told = document['retry_after'];
  const retryAfter = typeof told === 'number' ? told : Number(retryAfterHeader ?? NaN);
  return {
    status,
    code: textIn(document['code']) || `HTTP_${status}`,
    title: textIn(document['title']),
    detail: textIn(document['detail']),
    errors: faults.map(({ pointer, message }) => ({
      field: textIn(pointer).replace(/^\//, '').replaceAll('/', '.'),
      message: textIn(message),
    })),
    ...(Number.isFinite(retryAfter) && { retryAfter }),
    more: document,
  };
}
