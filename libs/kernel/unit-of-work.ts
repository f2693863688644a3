/**
 * One database transaction around a use case's writes. Ambient: whatever runs inside `work` joins it, and so does a nested
 * `run`. The outermost `run` repeats the whole closure (three times at most) when PostgreSQL reports a serialisation failure or
 * a deadlock, so `work` must be safe to repeat: no network call, no side effect outside the database.
 */
export abstract class UnitOfWork {
  abstract run<T>(work: () => Promise<T>): Promise<T>;

  /** Whether one is under way here: what failed in it cannot be begun again inside it. */
  get isUnderWay(): boolean {
    return false;
  }

  /**
   * A unit of work whose writes are all begun at once, none of which needs another's answer: they travel in one flight with their commit,
   * and end when it is known. A write that must not be kept fails; none looks at its answer and writes again (one that cannot do without
   * has the work repeated as an ordinary unit: `refuse('ANSWER_NEEDED')` in SQL). `begin` is safe to repeat.
   */
  async atOnce(begin: () => readonly Promise<unknown>[]): Promise<void> {
    await this.run(() => together(...begin()));
  }

  /**
   * Runs `work`, and runs it again when it throws {@link Again}, as the outermost unit of work does: inside of one that is the unit's
   * business, since what a statement broke is broken for all of it.
   */
  repeating<T>(work: () => Promise<T>): Promise<T> {
    return work();
  }

  /**
   * A part of the ambient unit of work that may fail by itself: when `work` throws, what it wrote is undone, and the unit goes on. Without it
   * a refusal of the database (a shortage of stock) ends the whole unit, caught or not.
   */
  attempt<T>(work: () => Promise<T>): Promise<T> {
    return work();
  }

  /** Runs after the outermost transaction has committed, and never if it rolls back. At once when there is no transaction. */
  abstract afterCommit(action: () => void): void;
}

/** Somebody else was first, and what they did changes what is to be done here. `refusal` is thrown when it goes on like that. */
export class Again extends Error {
  constructor(readonly refusal: Error) {
    super('To be run again');
    this.name = 'Again';
  }
}

/**
 * Awaits writes of one unit of work that were begun together, none of which needs another's answer: they travel in one flight and are done
 * in the order in which they were begun. When one failed, those after it have failed with it: the first one's error is thrown, once all
 * have ended.
 */
export async function together(...writes: readonly Promise<unknown>[]): Promise<void> {
  const outcomes = await Promise.allSettled(writes);
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure) throw failure.reason;
}
