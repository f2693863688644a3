/** What went wrong in the caller's terms; the HTTP filter maps each kind to one status. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'rule_broken'
  | 'rate_limited'
  | 'unavailable';

/** One fault of a request: where it stands (a JSON pointer such as `/items/0/quantity`), its code, and a sentence for a person. */
export interface FieldFault {
  pointer: string;
  code: string;
  message: string;
}

/** Facts that help the caller act: the current state, the allowed next states, how much is left. Never secrets. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/**
 * A refusal that the caller can understand and act on. `code` is stable and SCREAMING_SNAKE; `message` is one sentence in
 * English that says what is wrong and what to do. `details` travel as extra members of the problem document.
 */
export class DomainError extends Error {
  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    message: string,
    readonly details: ErrorDetails = {},
    readonly faults: readonly FieldFault[] = [],
  ) {
    super(message);
    this.name = 'DomainError';
  }
}

export const invalid = (code: string, message: string, faults: readonly FieldFault[] = []) =>
  new DomainError('invalid', code, message, {}, faults);
export const unauthenticated = (code: string, message: string) => new DomainError('unauthenticated', code, message);
export const forbidden = (code: string, message: string, details: ErrorDetails = {}) =>
  new DomainError('forbidden', code, message, details);
/** Unknown, or not the caller's: the answer is the same on purpose. */
export const notFound = (what: string, code = 'NOT_FOUND') =>
  new DomainError('not_found', code, `There is no such ${what}, or it is not yours.`);
export const conflict = (code: string, message: string, details: ErrorDetails = {}) =>
  new DomainError('conflict', code, message, details);
/** Somebody else changed it since the caller read it; `version` is the one to read and to send next. */
export const versionConflict = (version: number) =>
  conflict('VERSION_CONFLICT', 'Somebody else changed this meanwhile. Read it again and repeat your change.', {
    version,
  });
/** Throws `VERSION_CONFLICT` (409) when a caller names another version than the one there is; who names none does not care. */
export function assertVersion(expected: number | undefined, actual: number): void {
  if (expected !== undefined && expected !== actual) throw versionConflict(actual);
}
export const ruleBroken = (code: string, message: string, details: ErrorDetails = {}) =>
  new DomainError('rule_broken', code, message, details);
/** Too often; `retryAfterSeconds` becomes the Retry-After header. */
export const rateLimited = (message: string, retryAfterSeconds: number) =>
  new DomainError('rate_limited', 'RATE_LIMITED', message, { retry_after: retryAfterSeconds });
/** A dependency is down; `retryAfterSeconds` becomes the Retry-After header. */
export const unavailable = (code: string, message: string, retryAfterSeconds = 1) =>
  new DomainError('unavailable', code, message, { retry_after: retryAfterSeconds });
