import { AsyncResource } from 'node:async_hooks';

interface Waiting<Value> {
  readonly answer: Promise<Value | undefined>;
  readonly resolve: (value: Value | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** Readings that are under way at a time. */
const AT_ONCE = 2;
/** Keys that are read together. */
const MOST_KEYS = 500;

/**
 * Reads things by their keys. A key is read at once while few ask; those that are asked for while readings are under way are read together by the next one, each
 * once: thousands of clients that come back together cost a few statements. What is asked for is always read after it was asked for.
 */
export class BatchedReads<Value> {
  private waiting = new Map<string, Waiting<Value>>();
  private running = 0;
  private readonly read: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>;

  /** `read` answers what is there, by key. It runs outside of the unit of work of whoever asks. */
  constructor(read: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>) {
    this.read = AsyncResource.bind(read);
  }

  /** What is at a key; undefined when there is nothing. Throws what `read` throws. */
  find(key: string): Promise<Value | undefined> {
    const known = this.waiting.get(key);
    if (known) return known.answer;
    let settle!: Pick<Waiting<Value>, 'resolve' | 'reject'>;
    const answer = new Promise<Value | undefined>((resolve, reject) => (settle = { resolve, reject }));
    this.waiting.set(key, { ...settle, answer });
    if (this.running < AT_ONCE) void this.readOn();
    return answer;
  }

  private async readOn(): Promise<void> {
    this.running += 1;
    while (this.waiting.size > 0) {
      const batch = [...this.waiting].slice(0, MOST_KEYS);
      for (const [key] of batch) this.waiting.delete(key);
      try {
        const found = await this.read(batch.map(([key]) => key));
        for (const [key, { resolve }] of batch) resolve(found.get(key));
      } catch (error) {
        for (const [, { reject }] of batch) reject(error);
      }
    }
    this.running -= 1;
  }
}
