import type { DomainError } from '#libs/kernel';

interface Waiting {
  readonly start: () => void;
  readonly refuse: (error: DomainError) => void;
}

interface Limits {
  /** How many wait in all. */
  readonly mostWaiting: number;
  /** How many of one caller wait; all of them when absent. */
  readonly mostOfOne?: number;
  /** What is thrown at whoever finds no place. */
  readonly busy: () => DomainError;
}

/** Without limits everybody may wait. */
export type FairQueueOptions = { readonly atOnce: number } & (Limits | { readonly busy?: undefined });

/**
 * Work that is too heavy to do all at once. Callers take turns, so that who asks a hundred times waits behind themselves alone; in a full
 * queue whoever holds the most places gives their last one to a caller who holds fewer.
 */
export class FairQueue {
  /** In the order of their turns. */
  private readonly lines = new Map<string, Waiting[]>();
  private waiting = 0;
  private running = 0;

  constructor(private readonly options: FairQueueOptions) {}

  async run<T>(caller: string, work: () => Promise<T>): Promise<T> {
    if (this.running >= this.options.atOnce) await this.waitFor(caller);
    else this.running++;
    try {
      return await work();
    } finally {
      if (!this.startNext()) this.running--;
    }
  }

  private waitFor(caller: string): Promise<void> {
    const line = this.lines.get(caller) ?? [];
    if (this.options.busy) this.findRoom(line.length, this.options);
    return new Promise((start, refuse) => {
      line.push({ start, refuse });
      this.lines.set(caller, line);
      this.waiting++;
    });
  }

  private findRoom(held: number, { mostWaiting, mostOfOne = mostWaiting, busy }: Limits): void {
    if (held >= mostOfOne) throw busy();
    if (this.waiting >= mostWaiting && !this.makeRoomFor(held, busy)) throw busy();
  }

  /** False when nobody holds more than one place above `held`: to take it would only swap the two. */
  private makeRoomFor(held: number, busy: Limits['busy']): boolean {
    let longest: Waiting[] | undefined;
    for (const line of this.lines.values()) if (line.length > (longest?.length ?? 0)) longest = line;
    if (!longest || longest.length <= held + 1) return false;
    longest.pop()?.refuse(busy());
    this.waiting--;
    return true;
  }

  private startNext(): boolean {
    const [turn] = this.lines;
    if (!turn) return false;
    const [caller, line] = turn;
    const next = line.shift();
    this.lines.delete(caller);
    if (line.length > 0) this.lines.set(caller, line);
    if (!next) return false;
    this.waiting--;
    next.start();
    return true;
  }
}
