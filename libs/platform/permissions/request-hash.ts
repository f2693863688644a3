import { createHash } from 'node:crypto';

const PREFIX = '/api/v1';

/**
 * What tells a request from every other one: SHA-256 of its method, its path below `/api/v1` with the query as it was sent, and its body as JSON
 * with the members of each object in order, so that the same content is the same request however it is written down.
 */
export function requestHash(method: string, path: string, body: unknown): string {
  const below = path.startsWith(`${PREFIX}/`) ? path.slice(PREFIX.length) : path;
  const text = `${method.toUpperCase()} ${below}\n${canonical(body)}`;
  return createHash('sha256').update(text).digest('base64url');
}

/** A request without a body is the same as one with an empty one. */
function canonical(body: unknown): string {
  if (body === undefined || body === null || (isRecord(body) && Object.keys(body).length === 0)) return '{}';
  return JSON.stringify(body, (_, value: unknown) => (isRecord(value) ? inOrder(value) : value));
}

const inOrder = (value: Record<string, unknown>): object =>
  Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
