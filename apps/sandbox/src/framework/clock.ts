interface Alarm {
  readonly at: number;
  readonly ring: () => Promise<void> | void;
}

/** Longer waits overflow Node's timers; the alarm is looked at again then. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/**
 * The time in which the providers live: charges expire and webhooks are sent again by it. It starts as the wall's time, may run faster
 * (`scale`) and may be pushed on (`advance`), so that a schedule of hours runs in milliseconds. All times are milliseconds.
 */
export class SandboxClock {
  private simulated = Date.now();
  private real = Date.now();
  private factor = 1;
  private alarms: Alarm[] = [];
  private timer?: NodeJS.Timeout;

  now(): number {
    return this.simulated + (Date.now() - this.real) * this.factor;
  }

  /** Rings once, `ms` from now. What it returns is a way to call it off. */
  after(ms: number, ring: Alarm['ring']): () => void {
    const alarm = { at: this.now() + ms, ring };
    this.alarms.push(alarm);
    this.wind();
    return () => {
      this.alarms = this.alarms.filter((one) => one !== alarm);
    };
  }

  /** Lets `ms` pass at once: every alarm of that span rings in its turn, and is awaited, also those set on the way. */
  async advance(ms: number): Promise<void> {
    const end = this.now() + ms;
    for (let next = this.earliest(); next && next.at <= end; next = this.earliest()) {
      this.jumpTo(next.at);
      this.remove(next);
      await next.ring();
    }
    this.jumpTo(end);
    this.wind();
  }

  /** From now on the clock runs `factor` times as fast as the wall's. */
  scale(factor: number): void {
    this.jumpTo(this.now());
    this.factor = factor;
    this.wind();
  }

  /** Back to the wall's time and pace, with no alarm set. */
  reset(): void {
    this.alarms = [];
    clearTimeout(this.timer);
    this.simulated = this.real = Date.now();
    this.factor = 1;
  }

  private earliest(): Alarm | undefined {
    return this.alarms.reduce<Alarm | undefined>(
      (first, one) => (first && first.at <= one.at ? first : one),
      undefined,
    );
  }

  private remove(alarm: Alarm): void {
    this.alarms = this.alarms.filter((one) => one !== alarm);
  }

  /** Never backwards: an answer that took its time may have used up the span. */
  private jumpTo(time: number): void {
    this.simulated = Math.max(time, this.now());
    this.real = Date.now();
  }

  private wind(): void {
    clearTimeout(this.timer);
    const next = this.earliest();
    if (!next) return;
    const wait = Math.max(0, Math.ceil((next.at - this.now()) / this.factor));
    this.timer = setTimeout(() => this.ringDue(), Math.min(wait, LONGEST_WAIT_MS)).unref();
  }

  private ringDue(): void {
    for (let next = this.earliest(); next && next.at <= this.now(); next = this.earliest()) {
      this.remove(next);
      void next.ring();
    }
    this.wind();
  }
}
