import { setTimeout as delay } from 'node:timers/promises';

import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';

import type { LoggedEvent } from '#libs/kernel';

import { Database } from '../database/database.js';
import type { Env } from '../env/env.js';
import { ENV } from '../env/env.module.js';
import { EventTail } from '../events/event-tail.js';
import { Logger } from '../telemetry/logger.js';
import { Broker, BrokerFault } from './broker.js';
import { RelayCursor } from './relay-cursor.js';

/** The name of the one relay that there is, and of its row. */
export const AMQP = 'amqp';
const BATCH = 200;
/** A pass holds a transaction: it ends well before PostgreSQL would end it (idle_in_transaction_session_timeout, 10 s). */
const PASS_MS = 5_000;
const POLL_MS = 1_000;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 10_000;

/**
 * Tells the log to a broker, in order: where other systems join. Several processes may run it; one at a time relays. Each event is sent at
 * least once and with the same message id; twice only when something broke between the broker's confirmation and the cursor. Of one outlet
 * only one event is under way, so that none overtakes another even where the broker refuses one. A broker that is away, slow or full
 * delays nothing but its own messages: they are in the log.
 */
@Injectable()
export class EventRelay implements OnApplicationBootstrap, OnApplicationShutdown {
  private broker?: Broker;
  private isAway = false;
  private retryMs = FIRST_RETRY_MS;
  /** Confirmed beyond the cursor, since an earlier one was not: they are not sent again by this process. */
  private confirmed = new Set<string>();
  private readonly stopping = new AbortController();
  private nap = new AbortController();
  private running?: Promise<void>;

  constructor(
    private readonly database: Database,
    private readonly cursor: RelayCursor,
    private readonly tail: EventTail,
    private readonly logger: Logger,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Whether the broker takes what this process tells it. */
  get isUp(): boolean {
    return this.broker?.isUp === true && !this.isAway;
  }

  onApplicationBootstrap(): void {
    this.tail.subscribe(() => {
      if (!this.isAway) this.nap.abort();
    });
    this.running = this.follow();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    this.nap.abort();
    await this.running;
    await this.broker?.close();
  }

  private async follow(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        const { waits } = await this.pass();
        await this.isBack();
        this.retryMs = FIRST_RETRY_MS;
        if (!waits) await this.sleep(POLL_MS);
      } catch (error) {
        await this.isLost(error as Error);
        await this.sleep(this.retryMs);
        this.retryMs = Math.min(this.retryMs * 2, LAST_RETRY_MS);
      }
    }
  }

  /** Relays a batch, unless another process is at it. `waits`: there may be more. Throws when not all of it could be sent. */
  private async pass(): Promise<{ waits: boolean }> {
    if (!this.broker?.isUp) {
      await this.cursor.open(AMQP);
      this.broker = await Broker.open(this.env.EVENT_RELAY_URL ?? '');
    }
    const { broker } = this;
    const { waits, fault } = await this.database.run(async () => {
      if (!(await this.cursor.take(AMQP))) return { waits: false };
      const { events, end } = await this.cursor.next(AMQP, BATCH);
      if (end === 0) return { waits: false };
      const sent = await this.send(broker, events);
      const missing = events.find(({ id }) => !this.confirmed.has(id));
      await this.cursor.save(AMQP, missing ? this.cursor.before(missing) : end);
      return { waits: true, fault: sent };
    });
    if (fault) throw fault;
    if (!waits) this.confirmed.clear();
    return { waits };
  }

  /** Outlets side by side, the events of each one after another. Answers what went wrong, if anything did. */
  private async send(broker: Broker, events: readonly LoggedEvent[]): Promise<Error | undefined> {
    const until = Date.now() + PASS_MS;
    const lanes = new Map<string | null, LoggedEvent[]>();
    for (const event of events) lanes.set(event.outletId, [...(lanes.get(event.outletId) ?? []), event]);
    this.confirmed = new Set(events.flatMap(({ id }) => (this.confirmed.has(id) ? [id] : [])));
    const outcomes = await Promise.allSettled(
      [...lanes.values()].map(async (lane) => {
        for (const event of lane) {
          if (this.confirmed.has(event.id)) continue;
          if (Date.now() > until || this.stopping.signal.aborted) return;
          await broker.publish(event);
          this.confirmed.add(event.id);
        }
      }),
    );
    return outcomes.find((outcome) => outcome.status === 'rejected')?.reason as Error | undefined;
  }

  private async isLost(error: Error): Promise<void> {
    if (this.stopping.signal.aborted) return;
    await this.broker?.close();
    this.broker = undefined;
    if (this.isAway) return;
    this.isAway = true;
    if (!(error instanceof BrokerFault)) {
      this.logger.warn('Events cannot be relayed; trying again', { error });
      return;
    }
    this.logger.warn('The broker of EVENT_RELAY_URL takes no events; they wait in the log until it does', {
      reason: error.message,
    });
    await this.cursor.saveFault(AMQP, error.message).catch(() => undefined);
  }

  private async isBack(): Promise<void> {
    if (!this.isAway) return;
    this.isAway = false;
    this.logger.info('Events are relayed to the broker of EVENT_RELAY_URL again');
    await this.cursor.saveFault(AMQP, null).catch(() => undefined);
  }

  private async sleep(ms: number): Promise<void> {
    if (this.stopping.signal.aborted) return;
    this.nap = new AbortController();
    await delay(ms, undefined, { signal: this.nap.signal, ref: false }).catch(() => undefined);
  }
}
