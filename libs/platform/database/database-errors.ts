import { DomainError, unavailable } from '#libs/kernel';

interface DriverError {
  code?: string;
  constraint?: string;
  message?: string;
  detail?: string;
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
  '53300', // too_many_connections
]);
const BUSY = new Set(['57014', '55P03', '53200', '25P03', '25P02']);
const FULL = new Set(['53100', '58030']);
const LOST_CONNECTION =
  /Connection terminated|connection error|not queryable|timeout exceeded when trying to connect|Query read timeout/i;

const REFUSED = 'CM409';
const RETRYABLE = new Set(['40001', '40P01']);

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

/** A serialisation failure or a deadlock: the whole unit of work may be run again. */
export const isRetryable = (error: unknown): boolean => RETRYABLE.has(driverError(error).code ?? '');

/** A database that is away, full or stuck as a 503; undefined for every other error. */
export function asUnavailable(error: unknown): DomainError | undefined {
  const { code = '', message = '' } = driverError(error);
  if (UNREACHABLE.has(code) || code.startsWith('08') || LOST_CONNECTION.test(message)) {
    return unavailable(
      'DATABASE_UNAVAILABLE',
      'The database cannot be reached. Nothing was changed; try again in a moment.',
    );
  }
  if (BUSY.has(code) || RETRYABLE.has(code)) {
    return unavailable('DATABASE_BUSY', 'The database was too busy to answer in time. Nothing was changed; try again.');
  }
  if (FULL.has(code)) {
    return unavailable('DATABASE_FULL', 'The database has no room left. Nothing was changed; call the operator.', 30);
  }
  return undefined;
}
