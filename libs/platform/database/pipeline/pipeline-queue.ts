import type { Pool, PoolClient } from 'pg';

import type { PipelinedTransaction } from './pipelined-transaction.js';
import { PreparedStatements } from './prepared-statements.js';

interface Waiting {
  readonly transaction: PipelinedTransaction;
  readonly ended: () => void;
}

/** Transactions that one batch holds at most. */
const BATCH = 8;
/** A batch that takes longer frees its place, so that others need not wait for it. */
const SLOW_MS = 50;
const FEWEST_LANES = 2;
const SHARE_OF_THE_POOL = 4;

/**
 * Where pipelined transactions wait for a connection. Those that wait at the same time are sent as one batch over one connection, each still
 * a transaction of its own. A quarter of the pool, kept busy, does more than all of it taking turns on a few cores, and leaves connections
 * to whoever needs one for longer.
 */
export class PipelineQueue {
  private readonly waiting: Waiting[] = [];
  private readonly lanes: number;
  private openLanes = 0;
  private readonly statements = new PreparedStatements();

  constructor(private readonly pool: Pool) {
    this.lanes = Math.max(FEWEST_LANES, Math.floor(pool.options.max / SHARE_OF_THE_POOL));
  }

  /** Resolves when the outcome of the transaction is known. Never rejects: the promises of its statements do. */
  run(transaction: PipelinedTransaction): Promise<void> {
    return new Promise((ended) => {
      this.waiting.push({ transaction, ended });
      this.openLane();
    });
  }

  private openLane(): void {
    if (this.openLanes >= this.lanes || this.waiting.length === 0) return;
    this.openLanes += 1;
    // Transactions that begin in the same turn of the event loop join the batch.
    setImmediate(() => void this.work());
  }

  /** Sends batch after batch while transactions wait. */
  private async work(): Promise<void> {
    let isOpen = true;
    const close = (): void => {
      isOpen = false;
      this.openLanes -= 1;
      this.openLane();
    };
    while (isOpen && this.waiting.length > 0) {
      const client = await this.connect();
      if (!client) continue;
      const batch = this.waiting.splice(0, this.share());
      // A transaction that waits for a lock holds up its own batch alone: another lane opens in place of the slow one.
      const slow = setTimeout(close, SLOW_MS);
      await this.send(client, batch);
      clearTimeout(slow);
    }
    if (isOpen) close();
  }

  /** How many transactions the next batch takes: all that wait, or a fair part of them while other lanes are free. */
  private share(): number {
    return Math.min(BATCH, Math.ceil(this.waiting.length / (this.lanes - this.openLanes + 1)));
  }

  /** When the pool has no connection in time, everything that waits fails with its error. */
  private async connect(): Promise<PoolClient | undefined> {
    try {
      return await this.pool.connect();
    } catch (error) {
      for (const { transaction, ended } of this.waiting.splice(0)) {
        transaction.cancel(error);
        ended();
      }
      return undefined;
    }
  }

  private async send(client: PoolClient, batch: readonly Waiting[]): Promise<void> {
    // A broken connection fails the transactions that are on it; without a listener its error event would end the process.
    const ignore = (): void => undefined;
    client.once('error', ignore);
    for (const { transaction } of batch) {
      if (!this.statements.hasAll(client, transaction.named)) await this.prepare(client, transaction);
    }
    const areBroken = await Promise.all(batch.map(({ transaction }) => transaction.send(client)));
    client.removeListener('error', ignore);
    client.release(areBroken.includes(true));
    for (const { ended } of batch) ended();
  }

  private async prepare(client: PoolClient, transaction: PipelinedTransaction): Promise<void> {
    try {
      await this.statements.prepare(client, transaction.named);
    } catch (error) {
      transaction.cancel(error);
    }
  }
}
