/**
 * One database transaction around a use case's writes. It is ambient: whatever runs inside `work` joins it, and so does a nested `run`. The
 * outermost `run` repeats the whole closure (three times at most) when PostgreSQL reports a serialisation failure or a deadlock, so `work`
 * must be safe to repeat: no network call, no side effect outside the database.
 */
export abstract class UnitOfWork {
  abstract run<T>(work: () => Promise<T>): Promise<T>;

  /**
   * A part of the ambient unit of work that may fail by itself: when `work` throws, what it wrote is undone, and the unit goes on. Without it
   * a refusal of the database (a shortage of stock) ends the whole unit, caught or not. Outside a unit of work it only runs `work`, whose own
   * units undo what they wrote.
   */
  attempt<T>(work: () => Promise<T>): Promise<T> {
    return work();
  }

  /**
   * What takes its time (the hash of a secret), with no transaction open and no connection held. Inside a unit of work the outermost `run` is
   * undone, `work` runs, and the unit begins again and finds its answer under `key`: once, however often the unit is repeated. When `work`
   * throws, that ends the unit. What it writes is no part of the unit. Let nothing between here and `run` catch what is thrown.
   */
  outside<T>(_key: string, work: () => Promise<T>): Promise<T> {
    return work();
  }

  /** Runs after the outermost transaction has committed, and never if it rolls back. At once when there is no transaction. */
  abstract afterCommit(action: () => void): void;
}
