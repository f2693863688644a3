import type { Writable } from 'node:stream';

import type { Pool, PoolClient } from 'pg';

import type { Flight } from './flight.js';

interface Departure {
  readonly flight: Flight;
  readonly left: () => void;
}

const MOST_TOGETHER = 8;
const SLOW_MS = 50;

/**
 * Where flights wait for a connection. Those that wait at the same time leave together: one packet on one connection, each still a
 * transaction of its own. A quarter of the pool, kept busy, does more than all of it taking turns on a few cores, and leaves room for
 * whoever needs a connection for longer.
 */
export class Departures {
  private readonly waiting: Departure[] = [];
  private readonly lanes: number;
  private open = 0;

  constructor(private readonly pool: Pool) {
    this.lanes = Math.max(2, Math.floor(pool.options.max / 4));
  }

  /** Resolves when the outcome of the flight is known. */
  leave(flight: Flight): Promise<void> {
    return new Promise((left) => {
      this.waiting.push({ flight, left });
      this.openLane();
    });
  }

  private openLane(): void {
    if (this.open >= this.lanes || this.waiting.length === 0) return;
    this.open += 1;
    // What this turn of the event loop still has to send comes along.
    setImmediate(() => void this.drive());
  }

  private async drive(): Promise<void> {
    let isCounted = true;
    const uncount = (): void => {
      isCounted = false;
      this.open -= 1;
      this.openLane();
    };
    while (isCounted && this.waiting.length > 0) {
      const client = await this.connect();
      if (!client) continue;
      const departures = this.waiting.splice(0, this.share());
      // A flight that waits for a lock holds up those alone that left with it: another lane opens in place of a slow one.
      const slow = setTimeout(uncount, SLOW_MS);
      await flyTogether(client, departures);
      clearTimeout(slow);
    }
    if (isCounted) uncount();
  }

  /** All that waits, or a fair part of it when other lanes are free. */
  private share(): number {
    return Math.min(MOST_TOGETHER, Math.ceil(this.waiting.length / (this.lanes - this.open + 1)));
  }

  /** When there is no connection to be had there is none for anybody who waits. */
  private async connect(): Promise<PoolClient | undefined> {
    try {
      return await this.pool.connect();
    } catch (error) {
      for (const { flight, left } of this.waiting.splice(0)) {
        flight.cancel(error);
        left();
      }
      return undefined;
    }
  }
}

/** What a connection writes to; the driver's types leave it out. Corked, it keeps back what is sent and lets it go in one packet. */
export const streamOf = (client: PoolClient): Writable =>
  (client as unknown as { connection: { stream: Writable } }).connection.stream;

async function flyTogether(client: PoolClient, departures: readonly Departure[]): Promise<void> {
  const stream = streamOf(client);
  // A connection that breaks fails the flights that are on it, too.
  const ignore = (): void => undefined;
  client.once('error', ignore);
  stream.cork();
  const flights = departures.map(({ flight }) => flight.fly(client));
  stream.uncork();
  const isBroken = (await Promise.all(flights)).includes(true);
  client.removeListener('error', ignore);
  client.release(isBroken);
  for (const { left } of departures) left();
}
