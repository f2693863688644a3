import type { SandboxClock } from './clock.js';

/** What is left of a span of time in which so many calls may be made. */
export interface Allowance {
  readonly limit: number;
  readonly remaining: number;
  /** Whole seconds until the next span. */
  readonly resetSeconds: number;
  readonly isSpent: boolean;
}

/** Counts calls in spans of `windowMs` of the sandbox's clock. */
export class RateLimit {
  private begun = 0;
  private taken = 0;

  constructor(
    private readonly clock: SandboxClock,
    private readonly windowMs: number,
  ) {}

  /** Takes one call off. A limit that is no number (an empty setting) is none. */
  take(limit: number): Allowance | undefined {
    if (!(limit > 0)) return undefined;
    const now = this.clock.now();
    if (now >= this.begun + this.windowMs || now < this.begun) {
      this.begun = now;
      this.taken = 0;
    }
    this.taken += 1;
    return {
      limit,
      remaining: Math.max(0, limit - this.taken),
      resetSeconds: Math.ceil((this.begun + this.windowMs - now) / 1000),
      isSpent: this.taken > limit,
    };
  }

  clear(): void {
    this.begun = 0;
    this.taken = 0;
  }
}

/** `ratelimit-limit`, `-remaining`, `-reset` below the provider's own prefix, and how long to wait when nothing is left. */
export function headersOf(
  prefix: string,
  { limit, remaining, resetSeconds, isSpent }: Allowance,
): Record<string, string> {
  return {
    [`${prefix}-limit`]: String(limit),
    [`${prefix}-remaining`]: String(remaining),
    [`${prefix}-reset`]: String(resetSeconds),
    ...(isSpent ? { 'retry-after': String(resetSeconds) } : {}),
  };
}
