import { DomainError, unavailable } from '#libs/kernel';

interface DriverError {
  code?: string;
  constraint?: string;
  message?: string;
  detail?: string;
  severity?: string;
  routine?: string;
}

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
  '57P04', // database_dropped
  '57P05', // idle_session_timeout
  '25P03', // idle_in_transaction_session_timeout
  '53300', // too_many_connections
]);
const READ_ONLY = '25006';
const ABORTED = '25P02';
const BUSY = new Set(['57014', '55P03', '53200', ABORTED]);
const FULL = new Set(['53100', '58030']);
const LOST_CONNECTION =
  /Connection terminated|connection error|not queryable|timeout exceeded when trying to connect|Query read timeout/i;
/** What pg says of a statement that it could not even send. */
const NEVER_SENT = /not queryable|timeout exceeded when trying to connect/;

const REFUSED = 'CM409';
const RETRYABLE = new Set(['40001', '40P01']);

const UNKNOWN_STATEMENT = '26000';
const NOT_SUPPORTED = '0A000';
/** Where PostgreSQL finds that a prepared statement would now answer other columns: the one 0A000 that goes away by itself. */
const CACHED_PLANS = 'RevalidateCachedQuery';

/** The driver's error behind a TypeORM QueryFailedError, or the error itself. */
export function driverError(error: unknown): DriverError {
  const wrapped = (error as { driverError?: DriverError } | null)?.driverError;
  return wrapped ?? (error as DriverError | null) ?? {};
}

/** Whether a statement failed on this constraint (a unique index, a check or a foreign key), by name. */
export const violates = (error: unknown, constraint: string): boolean => driverError(error).constraint === constraint;

/** What `refuse(reason, details)` was given in the database; undefined when the error is another. */
export function refusalIn<T>(error: unknown, reason: string): T | undefined {
  const { code, message, detail } = driverError(error);
  return code === REFUSED && message === reason ? (JSON.parse(detail ?? '{}') as T) : undefined;
}

/** Whether it is the server's word on a statement, after which the connection goes on; everything else ends it. */
export const isAnswer = (error: unknown): boolean => driverError(error).severity === 'ERROR';

/** The connection's prepared statements are those of other tables, or another server's (a pooler): on a new one the statement works. */
export function isStale(error: unknown): boolean {
  const { code, routine } = driverError(error);
  return code === UNKNOWN_STATEMENT || (code === NOT_SUPPORTED && routine === CACHED_PLANS);
}

/** The statement was not even tried, since another one of its transaction had failed before it. */
export const isAftermath = (error: unknown): boolean => driverError(error).code === ABORTED;

/** The server takes no writes: a standby, or a primary that was made one. A new connection may lead to the one that does. */
export const isReadOnly = (error: unknown): boolean => driverError(error).code === READ_ONLY;

/** No room is left for what was to be written. */
export const isFull = (error: unknown): boolean => FULL.has(driverError(error).code ?? '');

/** Nothing of the unit of work was kept, and it may be run again: a serialisation failure, a deadlock, or a stale connection. */
export const isRetryable = (error: unknown): boolean => RETRYABLE.has(driverError(error).code ?? '') || isStale(error);

const uncertain = new WeakSet<object>();

/**
 * Notes that a commit, or a statement that is its own, was sent and the connection ended before its answer: it may have been kept. Answers
 * the error. What the server refused, or what was never sent, is certain.
 */
export function asUncertain(error: unknown): unknown {
  const { message = '' } = driverError(error);
  if (typeof error === 'object' && error !== null && !isAnswer(error) && !NEVER_SENT.test(message))
    uncertain.add(error);
  return error;
}

/** Whether nobody knows if what failed was kept. */
export const isUncertain = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && uncertain.has(error);

/** Whether the server, or the way to it, is gone. */
export function isUnreachable(error: unknown): boolean {
  const { code = '', message = '' } = driverError(error);
  return UNREACHABLE.has(code) || code.startsWith('08') || LOST_CONNECTION.test(message);
}

/**
 * A database that is away, read-only, full or stuck as a 503; undefined for every other error. `mayHaveChanged` says that something of the
 * same request was kept already, so that nobody is told that nothing was.
 */
export function asUnavailable(error: unknown, mayHaveChanged = false): DomainError | undefined {
  const { code = '' } = driverError(error);
  const isAway = isUnreachable(error);
  const isBusy = BUSY.has(code) || RETRYABLE.has(code) || isStale(error);
  if (!isAway && !isBusy && code !== READ_ONLY && !FULL.has(code)) return undefined;
  if (mayHaveChanged || isUncertain(error)) {
    return unavailable(
      'DATABASE_UNAVAILABLE',
      'The database failed meanwhile: this may or may not have been done. Ask with the same Idempotency-Key or id.',
    );
  }
  if (isAway) {
    return unavailable(
      'DATABASE_UNAVAILABLE',
      'The database cannot be reached. Nothing was changed; try again in a moment.',
    );
  }
  if (code === READ_ONLY) {
    return unavailable(
      'DATABASE_UNAVAILABLE',
      'The database takes no writes at the moment. Nothing was changed; try again in a moment.',
    );
  }
  if (isBusy) {
    return unavailable('DATABASE_BUSY', 'The database was too busy to answer in time. Nothing was changed; try again.');
  }
  return unavailable('DATABASE_FULL', 'The database has no room left. Nothing was changed; call the operator.', 30);
}
