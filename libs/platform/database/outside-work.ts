/** Thrown through a transaction to end it: the work that is to be done before it is begun again. Says nothing of that work in its message. */
class WorkOutside extends Error {
  constructor(
    readonly of: OutsideWork,
    readonly key: string,
    readonly work: () => Promise<unknown>,
  ) {
    super('A transaction is undone for work outside of it');
  }
}

/** What one unit of work has had done outside of its transaction, kept while the unit is repeated. */
export class OutsideWork {
  private readonly answers = new Map<string, unknown>();

  /** Runs the unit; each time that it asks for work outside, does that work and runs the unit again. When the work fails, so does the unit. */
  async around<T>(unit: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await unit();
      } catch (error) {
        if (!(error instanceof WorkOutside) || error.of !== this) throw error;
        this.answers.set(error.key, await error.work());
      }
    }
  }

  /** Inside the unit: what came of the work. Throws, to have it done, when it was not yet. */
  answerOf<T>(key: string, work: () => Promise<T>): T {
    if (!this.answers.has(key)) throw new WorkOutside(this, key, work);
    return this.answers.get(key) as T;
  }
}
