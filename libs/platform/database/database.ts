import { AsyncLocalStorage } from 'node:async_hooks';

import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit, Optional } from '@nestjs/common';
import type { PoolClient, QueryResult, QueryResultRow } from 'pg';
import { DataSource, type EntityManager, type EntityTarget, type ObjectLiteral, type Repository } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';

import { type PeriodSpans, UnitOfWork } from '#libs/kernel';

import { Connections, type ConnectionsConfig } from './connections.js';
import { isDistributed } from './distribution.js';
import { asUncertain, isReadOnly, isRetryable, isStale } from './database-errors.js';
import { HistoryReads, isOver, type Reads } from './history-reads.js';
import { connectAtStart } from './first-connection.js';
import { OutsideWork } from './outside-work.js';
import { awaitAll } from './pipeline/await-all.js';
import { ANOTHER_STATEMENT_FAILED } from './pipeline/pipeline-query.js';
import { PipelineQueue } from './pipeline/pipeline-queue.js';
import { PipelinedTransaction } from './pipeline/pipelined-transaction.js';
import { Replica } from './replica.js';
import { Room } from './room.js';
import { SlowStatements } from './slow-statements.js';
import { configOf, noteChange, writeAlone } from './lone-statements.js';
import { figuresOf, type PoolFigures } from './pool-figures.js';
import type { Statement } from './statement.js';
import { LIMITS_ARE_OFF } from './time-limits.js';
import { queryIn, type Transaction } from './transaction.js';
import { refuseUnfitDatabase } from './unfit-database.js';

const MAX_ATTEMPTS = 3;
const COMMIT: Statement = { text: 'COMMIT' };
/** Connections beside the pool, for {@link Database.aside}. */
export const ASIDE_CONNECTIONS = 4;

/** A statement that, on its own, leaves nothing to be kept. */
const READS = /^\s*(?:SELECT|SHOW|EXPLAIN)\b/i;

/**
 * The only access to PostgreSQL: SQL for hot paths, TypeORM's manager for the rest, both inside the ambient transaction when there is one.
 * Statements of a transaction that are begun together travel together (see pipeline/README.md), unless DB_PIPELINE is off.
 */
@Injectable()
export class Database extends UnitOfWork implements OnModuleInit, OnApplicationShutdown {
  private readonly ambient = new AsyncLocalStorage<Transaction | PipelinedTransaction>();
  private readonly copy?: HistoryReads;
  /** Whether outlets lie in several databases: then {@link takenOnce} keeps what must be unique among them. */
  isDistributed = false;
  private reserve?: Connections;
  private queue?: PipelineQueue;
  private readonly room = new Room((statement) => this.run(() => this.execute(statement)));

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Optional() private readonly slow?: SlowStatements,
    @Optional() replica?: Replica,
  ) {
    super();
    this.copy = replica && new HistoryReads(this, replica);
  }

  /** Where figures and files are read that may be some seconds old. A unit of work reads what it decides upon, which is here. */
  get history(): Reads {
    return this.copy?.isUp && !this.inTransaction ? this.copy : this;
  }

  /** Where a list is read: one of a period that is over from the copy; any other here, where what was written a moment ago is. */
  readsOf(period: PeriodSpans | undefined): Reads {
    return isOver(period) ? this.history : this;
  }

  /**
   * Connects. Throws when the database cannot be reached, is too old, gives too few connections or is behind a pooler that cannot be worked
   * with: a process without one must not start.
   */
  async onModuleInit(): Promise<void> {
    if (this.dataSource.isInitialized) return;
    await connectAtStart(this.dataSource);
    try {
      await refuseUnfitDatabase(this.pool, { poolMax: this.settings.max ?? 0, aside: ASIDE_CONNECTIONS });
      this.isDistributed = await isDistributed(this.pool);
    } catch (error) {
      await this.dataSource.destroy();
      throw error;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.reserve?.end();
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  /** Rows of one statement. `bigint` columns are safe integers, `date` columns `YYYY-MM-DD`. */
  async query<T extends QueryResultRow>(statement: Statement): Promise<T[]> {
    return (await this.send<T>(statement)).rows;
  }

  /** Rows that one statement touched, where only the count matters. */
  async execute(statement: Statement): Promise<number> {
    return (await this.send(statement)).rowCount ?? 0;
  }

  /**
   * One statement outside the ambient transaction, committed at once: what must stay even if the transaction does not (a block of
   * numbers). It has connections of its own, so that it never waits for one that a waiting transaction holds.
   */
  async aside<T extends QueryResultRow>(statement: Statement): Promise<T[]> {
    const reserve = (this.reserve ??= this.makeReserve());
    const { rows } = await this.watch(statement, () => this.alone<T>(reserve, statement));
    return rows;
  }

  /**
   * Whether the database takes writes: what is wrong with it (it is read-only, has no room left, or lets statements run for ever), or undefined when nothing is. Throws
   * when it does not answer. Costs one statement, which waits for nobody's turn: a busy process is not one without a database. Room is asked
   * for only after a write has failed for want of it.
   */
  async refusesWrites(): Promise<string | undefined> {
    const [state] = await this.aside<{ inRecovery: boolean; isReadOnly: boolean; isUnlimited: boolean }>({
      text: `SELECT pg_is_in_recovery() AS "inRecovery", current_setting('transaction_read_only') = 'on' AS "isReadOnly",
                    ${LIMITS_ARE_OFF} AS "isUnlimited"`,
    });
    if (state?.isReadOnly) {
      this.distrust();
      return state.inRecovery ? 'it is a standby' : 'it is read-only (default_transaction_read_only)';
    }
    if (state?.isUnlimited) return 'its connections have no time limits (docs/operations/database.md)';
    return (await this.room.isThere()) ? undefined : 'it has no room left';
  }

  /** TypeORM's repository for a row schema, inside the ambient transaction when there is one. */
  rows<T extends ObjectLiteral>(schema: EntityTarget<T>): Repository<T> {
    return this.manager.getRepository(schema);
  }

  get manager(): EntityManager {
    const ambient = this.ambient.getStore();
    if (ambient instanceof PipelinedTransaction)
      throw new Error('A pipelined transaction consists of statements alone');
    return ambient?.runner.manager ?? this.dataSource.manager;
  }

  get inTransaction(): boolean {
    return this.ambient.getStore() !== undefined;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.inTransaction) return work();
    const outside = new OutsideWork();
    return outside.around(() => this.repeatedly(() => this.transact(work, outside)));
  }

  /**
   * A unit of work all of whose statements are begun before the answer of any is known: they are sent in one pipeline, commit included, and
   * take one round trip. A statement that must not be kept fails; a write that has seen its answer cannot send another. `begin` is safe to
   * repeat, as the work of `run` is. Inside a transaction the statements join it.
   */
  async pipeline(begin: () => readonly Promise<unknown>[]): Promise<void> {
    if (this.inTransaction || !this.settings.pipeline) return this.run(() => awaitAll(begin()));
    return this.repeatedly(() => this.sendPipelined(begin));
  }

  override async attempt<T>(work: () => Promise<T>): Promise<T> {
    const ambient = this.ambient.getStore();
    if (!ambient) return work();
    if (ambient instanceof PipelinedTransaction)
      throw new Error('A pipelined transaction succeeds or fails as a whole');
    // Neither is waited for: when one fails so does everything after it, the commit included.
    queryIn(ambient, { text: 'SAVEPOINT attempt' }).catch(() => undefined);
    const promised = ambient.afterCommit.length;
    try {
      const result = await work();
      queryIn(ambient, { text: 'RELEASE SAVEPOINT attempt' }).catch(() => undefined);
      return result;
    } catch (error) {
      // What should have followed from the part that is undone does not.
      ambient.afterCommit.length = promised;
      await queryIn(ambient, { text: 'ROLLBACK TO SAVEPOINT attempt; RELEASE SAVEPOINT attempt' });
      throw error;
    }
  }

  override async outside<T>(key: string, work: () => Promise<T>): Promise<T> {
    const ambient = this.ambient.getStore();
    if (!ambient) return work();
    if (ambient instanceof PipelinedTransaction)
      throw new Error('A pipelined transaction consists of statements alone');
    return ambient.outside.answerOf(key, work);
  }

  /** The pools of this process as they stand. */
  pools(): PoolFigures[] {
    const main = figuresOf('main', this.dataSource.isInitialized ? this.pool : undefined);
    return [main, figuresOf('aside', this.reserve)];
  }

  afterCommit(action: () => void): void {
    const ambient = this.ambient.getStore();
    if (!ambient) action();
    // A write that has its answer still runs in the context of its pipeline; what follows from it does not.
    else if (ambient instanceof PipelinedTransaction && ambient.isCommitted) this.ambient.exit(action);
    else ambient.afterCommit.push(action);
  }

  private async sendPipelined(begin: () => readonly Promise<unknown>[]): Promise<void> {
    const transaction = new PipelinedTransaction(this.settings.types);
    const writes = this.ambient.run(transaction, begin);
    const outcomes = Promise.allSettled(writes);
    const isEmpty = !transaction.close();
    // A write that fails before it sends anything keeps the others from being sent.
    for (const write of writes) write.catch((reason: unknown) => transaction.cancel(reason));
    await Promise.resolve();
    const queue = (this.queue ??= new PipelineQueue(this.pool));
    if (!isEmpty) await this.watch(transaction, () => queue.run(transaction));
    const failures = (await outcomes).filter((outcome) => outcome.status === 'rejected');
    if (failures.length > 0) {
      throw failures.find(({ reason }) => reason !== ANOTHER_STATEMENT_FAILED)?.reason ?? transaction.failure;
    }
    noteChange();
    transaction.afterCommit.forEach((action) => action());
  }

  private async transact<T>(work: () => Promise<T>, outside: OutsideWork): Promise<T> {
    const runner = this.dataSource.createQueryRunner('master');
    const client = (await runner.connect()) as PoolClient;
    // TypeORM must know, or save() would open, and commit, a transaction of its own inside this one.
    (runner as { isTransactionActive: boolean }).isTransactionActive = true;
    const isPipelined = this.settings.pipeline === true;
    const transaction: Transaction = { runner, client, isPipelined, outside, afterCommit: [], last: Promise.resolve() };
    let failure: unknown;
    try {
      // It is not waited for: with pipelining it costs no round trip.
      const begun = queryIn(transaction, { text: 'BEGIN' });
      begun.catch(() => undefined);
      const result = await this.ambient.run(transaction, work);
      await begun;
      const { command } = await this.watch(COMMIT, () => queryIn(transaction, COMMIT)).catch((error: unknown) => {
        throw asUncertain(error);
      });
      // COMMIT of a transaction in which a statement failed answers ROLLBACK, without an error.
      if (command !== 'COMMIT')
        throw new Error('The transaction was rolled back: one of its statements failed unnoticed');
      noteChange();
      transaction.afterCommit.forEach((action) => action());
      return result;
    } catch (error) {
      failure = error;
      await queryIn(transaction, { text: 'ROLLBACK' }).catch((broken: unknown) => (failure ??= broken));
      throw error;
    } finally {
      (runner as { isTransactionActive: boolean }).isTransactionActive = false;
      await runner.release();
    }
  }

  private send<T extends QueryResultRow>(statement: Statement): Promise<QueryResult<T>> {
    const ambient = this.ambient.getStore();
    if (ambient instanceof PipelinedTransaction) return ambient.add<T>(statement);
    return this.watch(statement, () =>
      ambient ? queryIn<T>(ambient, statement) : this.alone<T>(this.pool, statement),
    );
  }

  private watch<T>(statement: Statement, send: () => Promise<T>): Promise<T> {
    return this.slow ? this.slow.watch(statement, send) : send();
  }

  /** A statement that is a transaction of its own. */
  private alone<T extends QueryResultRow>(pool: Connections, statement: Statement): Promise<QueryResult<T>> {
    if (READS.test(statement.text)) return this.repeatedly(() => pool.query<T>(configOf(statement)));
    return this.repeatedly(() => writeAlone<T>(pool, statement));
  }

  /** Runs the work again when nothing of it was kept and another time may do better. */
  private async repeatedly<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (isStale(error) || isReadOnly(error)) this.distrust();
        this.room.noteFailure(error);
        if (attempt === MAX_ATTEMPTS || !isRetryable(error)) throw error;
      }
    }
  }

  private distrust(): void {
    this.pool.distrust();
    this.reserve?.distrust();
  }

  private makeReserve(): Connections {
    const reserve = new Connections({ ...this.settings, min: 0, max: ASIDE_CONNECTIONS });
    // An idle connection that the server drops is replaced at its next use.
    reserve.on('error', () => undefined);
    return reserve;
  }

  private get pool(): Connections {
    return (this.dataSource.driver as PostgresDriver).master as Connections;
  }

  /** What the pool was made with. */
  private get settings(): ConnectionsConfig {
    return (this.dataSource.options as { extra: ConnectionsConfig }).extra;
  }
}
