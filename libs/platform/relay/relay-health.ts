import { Inject, Injectable, Optional } from '@nestjs/common';
import { Gauge } from 'prom-client';

import type { Env } from '../env/env.js';
import { ENV } from '../env/env.module.js';
import { Metrics } from '../telemetry/metrics.js';
import { AMQP, EventRelay } from './event-relay.js';
import { RelayCursor } from './relay-cursor.js';

/** More wait only when the broker, or whoever should relay, cannot keep up. */
const MANY = 1_000;

/** What any process can say of the relay, for `/ready` and `/metrics`, whether or not it relays itself. */
@Injectable()
export class RelayHealth {
  private readonly isUsed: boolean;

  constructor(
    private readonly cursor: RelayCursor,
    @Inject(ENV) env: Env,
    metrics: Metrics,
    @Optional() relay?: EventRelay,
  ) {
    this.isUsed = env.EVENT_RELAY_URL !== undefined;
    if (!this.isUsed) return;
    const lag: Gauge = new Gauge({
      name: 'comanda_relay_lag_events',
      help: 'Events that the broker of EVENT_RELAY_URL has not confirmed',
      registers: [metrics.registry],
      collect: async () => {
        await cursor.state(AMQP).then(
          ({ waiting }) => lag.set(waiting),
          () => undefined,
        );
      },
    });
    if (!relay) return;
    const up: Gauge = new Gauge({
      name: 'comanda_relay_up',
      help: 'Whether the broker of EVENT_RELAY_URL takes what this process tells it (1), or not (0)',
      registers: [metrics.registry],
      collect: () => up.set(relay.isUp ? 1 : 0),
    });
  }

  /** `up`, or why events wait; undefined when nobody relays, or the database, of which `/ready` tells by itself, does not answer. */
  async state(): Promise<string | undefined> {
    if (!this.isUsed) return undefined;
    try {
      const { waiting, fault } = await this.cursor.state(AMQP);
      if (fault !== null) return `away (${fault}): ${waiting} events wait in the log until it is back`;
      return waiting < MANY ? 'up' : `slow: ${waiting} events wait; see that a worker runs and the broker keeps up`;
    } catch {
      return undefined;
    }
  }
}
