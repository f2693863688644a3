import { Inject, Injectable } from '@nestjs/common';
import {
  BrokenCircuitError,
  circuitBreaker,
  type CircuitBreakerPolicy,
  CircuitState,
  handleWhen,
  type IBreaker,
} from 'cockatiel';

import { unavailable } from '#libs/kernel';

import type { Env } from '../env/env.js';
import { ENV } from '../env/env.module.js';
import { Metrics } from '../telemetry/metrics.js';
import { OutboundFailure } from './outbound-failure.js';

/** Opens after so many failures within a window, however many successes lie between them (S4-44). */
class FailuresInWindow implements IBreaker {
  state: number[] = [];

  constructor(
    private readonly threshold: number,
    private readonly windowMs: number,
  ) {}

  success(state: CircuitState): void {
    if (state === CircuitState.HalfOpen) this.state = [];
  }

  failure(state: CircuitState): boolean {
    const now = Date.now();
    this.state = [...this.state.filter((at) => now - at < this.windowMs), now];
    return state !== CircuitState.Closed || this.state.length >= this.threshold;
  }
}

/** One provider's breaker: what it does is cockatiel's; what is ours is that a call beside the probe is refused at once. */
export class CircuitBreaker {
  private openedAt = 0;

  constructor(
    readonly provider: string,
    private readonly policy: CircuitBreakerPolicy,
    private readonly cooldownMs: number,
  ) {
    policy.onBreak(() => (this.openedAt = Date.now()));
  }

  get state(): 'closed' | 'half_open' | 'open' {
    if (this.policy.state === CircuitState.Closed) return 'closed';
    return this.policy.state === CircuitState.HalfOpen ? 'half_open' : 'open';
  }

  /**
   * Runs `call`; an {@link OutboundFailure} counts against the provider, every other outcome for it. Throws `PROVIDER_UNAVAILABLE` (503,
   * with the seconds until the next probe) without calling while it is open or its one probe is under way.
   */
  async run<T>(call: () => Promise<T>): Promise<T> {
    if (this.policy.state === CircuitState.HalfOpen) throw this.refusal();
    try {
      return await this.policy.execute(call);
    } catch (error) {
      throw error instanceof BrokenCircuitError ? this.refusal() : error;
    }
  }

  private refusal() {
    const left = Math.ceil((this.openedAt + this.cooldownMs - Date.now()) / 1000);
    return unavailable(
      'PROVIDER_UNAVAILABLE',
      `${this.provider} does not answer at the moment. Try again later.`,
      Math.max(left, 1),
    );
  }
}

/** A breaker per provider, in this process: its state is in `/metrics` as `comanda_circuit_state`. */
@Injectable()
export class CircuitBreakers {
  private readonly breakers = new Map<string, CircuitBreaker>();

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly metrics: Metrics,
  ) {}

  of(provider: string): CircuitBreaker {
    const known = this.breakers.get(provider);
    if (known) return known;
    const {
      CIRCUIT_BREAKER_THRESHOLD: threshold,
      CIRCUIT_BREAKER_TIMEOUT: window,
      CIRCUIT_BREAKER_COOLDOWN: cooldown,
    } = this.env;
    const policy = circuitBreaker(
      handleWhen((error) => error instanceof OutboundFailure),
      { halfOpenAfter: cooldown, breaker: new FailuresInWindow(threshold, window) },
    );
    const breaker = new CircuitBreaker(provider, policy, cooldown);
    policy.onStateChange((state) => this.metrics.circuitState.set({ provider }, LEVEL[state]));
    this.metrics.circuitState.set({ provider }, LEVEL[CircuitState.Closed]);
    this.breakers.set(provider, breaker);
    return breaker;
  }
}

const LEVEL: Readonly<Record<CircuitState, number>> = {
  [CircuitState.Closed]: 0,
  [CircuitState.HalfOpen]: 1,
  [CircuitState.Open]: 2,
  [CircuitState.Isolated]: 2,
};
