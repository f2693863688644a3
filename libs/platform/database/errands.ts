/** Thrown through a transaction to leave it: what is to be done before it is begun again. Says nothing of the errand in its message. */
class Errand extends Error {
  constructor(
    readonly of: Errands,
    readonly key: string,
    readonly work: () => Promise<unknown>,
  ) {
    super('A unit of work is left for an errand');
  }
}

/** What one unit of work has done outside of itself, kept while it is repeated. */
export class Errands {
  private readonly answers = new Map<string, unknown>();

  /** Runs the unit, and each time that it leaves for an errand, the errand and then the unit again. A failed errand is the unit's failure. */
  async around<T>(unit: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await unit();
      } catch (error) {
        if (!(error instanceof Errand) || error.of !== this) throw error;
        this.answers.set(error.key, await error.work());
      }
    }
  }

  /** Inside the unit: what came of the errand. Throws, to leave for it, when it was not run yet. */
  answerOf<T>(key: string, work: () => Promise<T>): T {
    if (!this.answers.has(key)) throw new Errand(this, key, work);
    return this.answers.get(key) as T;
  }
}
