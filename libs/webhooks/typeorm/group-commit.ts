interface Waiting<T> {
  readonly item: T;
  readonly resolve: (isNew: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/** One is written while the next one gathers: with more at once each would carry less, for as many commits more. */
const AT_ONCE = 2;
const MOST_ITEMS = 64;
const MOST_BYTES = 1_048_576;

/**
 * Writes what comes together with one statement and one commit: what arrives while earlier ones are being written waits for these, and
 * goes as one. Each is answered when it is durable, and an item that the database refuses fails alone. `write` tells which of its items
 * were new, by position.
 */
export class GroupCommit<T extends { readonly body: Uint8Array }> {
  private readonly waiting: Waiting<T>[] = [];
  private writing = 0;

  constructor(private readonly write: (items: readonly T[]) => Promise<readonly boolean[]>) {}

  add(item: T): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (this.writing < AT_ONCE) void this.writeWaiting();
    });
  }

  private async writeWaiting(): Promise<void> {
    this.writing += 1;
    // What this turn of the event loop still brings goes along.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) await this.commit(this.next());
    this.writing -= 1;
  }

  private next(): Waiting<T>[] {
    let bytes = 0;
    const fits = this.waiting.slice(0, MOST_ITEMS).findIndex(({ item }) => (bytes += item.body.length) > MOST_BYTES);
    return this.waiting.splice(0, fits < 0 ? MOST_ITEMS : Math.max(1, fits));
  }

  private async commit(group: readonly Waiting<T>[]): Promise<void> {
    try {
      const fresh = await this.write(group.map(({ item }) => item));
      group.forEach(({ resolve }, i) => resolve(fresh[i] === true));
    } catch (error) {
      if (group.length === 1) group[0]?.reject(error);
      // One of them is to blame, or the database: each finds out for itself.
      else await Promise.all(group.map((one) => this.commit([one])));
    }
  }
}
