/** Ms between two soundings of what nobody has looked at. */
export const REPEAT_EVERY = 20_000;

/** What came in and nobody has seen: on a visible page, with somebody at the screen. It sounds again until then. */
export class Unseen {
  private readonly keys = new Set<string>();
  private last = 0;

  /** Something arrived at `now` (ms), and its sound was played. */
  add(key: string, now: number): void {
    this.keys.add(key);
    this.last = now;
  }

  /** Somebody touched the screen, which shows `visible`. */
  touched(visible: readonly string[]): void {
    for (const key of visible) this.keys.delete(key);
  }

  /** What is gone asks for nothing more. */
  keep(present: ReadonlySet<string>): void {
    for (const key of this.keys) if (!present.has(key)) this.keys.delete(key);
  }

  /** Whether it is time to sound again; counts as sounded when it is. */
  isDue(now: number): boolean {
    if (this.keys.size === 0 || now - this.last < REPEAT_EVERY) return false;
    this.last = now;
    return true;
  }

  get size(): number {
    return this.keys.size;
  }
}
