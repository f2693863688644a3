/**
 * A reading that costs something, taken at most once in `forMs` however many ask, by one at a time. Undefined when it fails or takes longer
 * than `patienceMs`: nobody who looks at figures waits for a database that is away.
 */
export class Remembered<T> {
  private value?: T;
  private readAt = -Infinity;
  private reading?: Promise<T | undefined>;

  constructor(
    private readonly read: () => Promise<T>,
    private readonly forMs: number,
    private readonly patienceMs: number,
  ) {}

  get(): Promise<T | undefined> {
    if (performance.now() - this.readAt < this.forMs) return Promise.resolve(this.value);
    this.reading ??= this.readAgain().finally(() => (this.reading = undefined));
    return Promise.race([this.reading, this.patience()]);
  }

  private async readAgain(): Promise<T | undefined> {
    this.value = await this.read().catch(() => undefined);
    this.readAt = performance.now();
    return this.value;
  }

  private patience(): Promise<undefined> {
    return new Promise((resolve) => {
      setTimeout(() => resolve(undefined), this.patienceMs).unref();
    });
  }
}
