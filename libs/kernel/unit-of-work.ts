/**
 * One database transaction around a use case's writes. Ambient: whatever runs inside `work` joins it, and so does a nested
 * `run`. The outermost `run` repeats the whole closure (three times at most) when PostgreSQL reports a serialisation failure or
 * a deadlock, so `work` must be safe to repeat: no network call, no side effect outside the database.
 */
export abstract class UnitOfWork {
  abstract run<T>(work: () => Promise<T>): Promise<T>;

  /** Runs after the outermost transaction has committed, and never if it rolls back. At once when there is no transaction. */
  abstract afterCommit(action: () => void): void;
}
