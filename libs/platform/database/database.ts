import { AsyncLocalStorage } from 'node:async_hooks';

import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import pg, { type Pool, type PoolClient, type QueryResultRow } from 'pg';
import {
  DataSource,
  type EntityManager,
  type EntityTarget,
  type ObjectLiteral,
  type QueryRunner,
  type Repository,
} from 'typeorm';

import { Again, together, UnitOfWork } from '#libs/kernel';

import { isRetryable, refusalIn } from './database-errors.js';
import { Departures, streamOf } from './departures.js';
import { Flight, NOT_THE_CULPRIT } from './flight.js';
import { refuseOldDatabase } from './old-database.js';
import type { Statement } from './statement.js';

interface Transaction {
  readonly runner: QueryRunner;
  readonly client: PoolClient;
  readonly afterCommit: (() => void)[];
}

const MAX_ATTEMPTS = 3;
const ASIDE_CONNECTIONS = 4;

/**
 * The one door to PostgreSQL: SQL for hot paths, TypeORM's manager for the rest, both inside the ambient transaction when there is
 * one. BEGIN is sent together with the first statements (`pipeline` in the data source), so a transaction costs no round trip to open.
 */
@Injectable()
export class Database extends UnitOfWork implements OnModuleInit, OnApplicationShutdown {
  private readonly ambient = new AsyncLocalStorage<Transaction | Flight>();
  private reserve?: Pool;
  private departures?: Departures;

  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {
    super();
  }

  /** Connects. Throws when the database cannot be reached or is too old: a process without one must not start. */
  async onModuleInit(): Promise<void> {
    if (this.dataSource.isInitialized) return;
    await this.dataSource.initialize();
    try {
      await refuseOldDatabase(this.pool);
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
    this.reserve ??= this.makeReserve();
    const { rows } = await this.reserve.query<T>({ ...statement, values: statement.values as unknown[] | undefined });
    return rows;
  }

  /** TypeORM's repository for a row schema, inside the ambient transaction when there is one. */
  rows<T extends ObjectLiteral>(schema: EntityTarget<T>): Repository<T> {
    return this.manager.getRepository(schema);
  }

  get manager(): EntityManager {
    const ambient = this.ambient.getStore();
    if (ambient instanceof Flight) throw new Error('What is written at once is written by statements alone');
    return ambient?.runner.manager ?? this.dataSource.manager;
  }

  get inTransaction(): boolean {
    return this.ambient.getStore() !== undefined;
  }

  override get isUnderWay(): boolean {
    return this.inTransaction;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    return this.inTransaction ? work() : repeatedly(() => this.transact(work));
  }

  override async repeating<T>(work: () => Promise<T>): Promise<T> {
    return this.inTransaction ? work() : repeatedly(work);
  }

  override async atOnce(begin: () => readonly Promise<unknown>[]): Promise<void> {
    return this.inTransaction ? together(...begin()) : repeatedly(() => this.writeAtOnce(begin));
  }

  override async attempt<T>(work: () => Promise<T>): Promise<T> {
    const ambient = this.ambient.getStore();
    if (!ambient || ambient instanceof Flight) throw new Error('A part of a unit of work is attempted inside of one');
    await ambient.client.query('SAVEPOINT attempt');
    try {
      const result = await work();
      await ambient.client.query('RELEASE SAVEPOINT attempt');
      return result;
    } catch (error) {
      await ambient.client.query('ROLLBACK TO SAVEPOINT attempt');
      throw error;
    }
  }

  /** Whether what is written now is committed before its answer comes. */
  get isAtOnce(): boolean {
    return this.ambient.getStore() instanceof Flight;
  }

  afterCommit(action: () => void): void {
    const ambient = this.ambient.getStore();
    if (!ambient) action();
    // What a write does once it has its answer is still in the flight's context; what follows from it is not.
    else if (ambient instanceof Flight && ambient.isCommitted) this.ambient.exit(action);
    else ambient.afterCommit.push(action);
  }

  private async writeAtOnce(begin: () => readonly Promise<unknown>[]): Promise<void> {
    try {
      await this.fly(begin);
    } catch (error) {
      if (!refusalIn(error, 'ANSWER_NEEDED')) throw error;
      await this.transact(() => together(...begin()));
    }
  }

  private async fly(begin: () => readonly Promise<unknown>[]): Promise<void> {
    const flight = new Flight();
    const outcomes = Promise.allSettled(this.ambient.run(flight, begin));
    if (flight.close()) await (this.departures ??= new Departures(this.pool)).leave(flight);
    const failures = (await outcomes).filter((outcome) => outcome.status === 'rejected');
    if (failures.length > 0) {
      throw failures.find(({ reason }) => reason !== NOT_THE_CULPRIT)?.reason ?? flight.failure;
    }
    flight.afterCommit.forEach((action) => action());
  }

  private async transact<T>(work: () => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner('master');
    const client = (await runner.connect()) as PoolClient;
    const transaction: Transaction = { runner, client, afterCommit: [] };
    // TypeORM must know, or save() would open, and commit, a transaction of its own inside this one.
    (runner as { isTransactionActive: boolean }).isTransactionActive = true;
    let failure: unknown;
    try {
      sendTogether(client);
      const begun = client.query('BEGIN');
      begun.catch(() => undefined);
      const result = await this.ambient.run(transaction, work);
      await begun;
      const { command } = await client.query('COMMIT');
      // COMMIT of a transaction in which a statement failed answers ROLLBACK, without an error.
      if (command !== 'COMMIT')
        throw new Error('The transaction was rolled back: one of its statements failed unnoticed');
      transaction.afterCommit.forEach((action) => action());
      return result;
    } catch (error) {
      failure = error;
      await client.query('ROLLBACK').catch((broken: unknown) => (failure ??= broken));
      throw error;
    } finally {
      (runner as { isTransactionActive: boolean }).isTransactionActive = false;
      await runner.release();
    }
  }

  private send<T extends QueryResultRow>(statement: Statement) {
    const ambient = this.ambient.getStore();
    if (ambient instanceof Flight) return ambient.board<T>(statement);
    return (ambient?.client ?? this.pool).query<T>({ ...statement, values: statement.values as unknown[] | undefined });
  }

  private makeReserve(): Pool {
    const { url, extra } = this.dataSource.options as { url: string; extra: pg.PoolConfig };
    const reserve = new pg.Pool({ ...extra, connectionString: url, min: 0, max: ASIDE_CONNECTIONS });
    // An idle connection that the server drops is replaced at its next use.
    reserve.on('error', () => undefined);
    return reserve;
  }

  private get pool(): Pool {
    return (this.dataSource.driver as unknown as { master: Pool }).master;
  }
}

/** Keeps back what is sent on this connection until the work in hand has to wait for something: then it all goes in one packet. */
function sendTogether(client: PoolClient): void {
  const stream = streamOf(client);
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/** Once more when PostgreSQL broke a deadlock or found that it cannot serialise, and when the work asks for it. */
async function repeatedly<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const isLast = attempt === MAX_ATTEMPTS;
      if (error instanceof Again && isLast) throw error.refusal;
      if (isLast || !(error instanceof Again || isRetryable(error))) throw error;
    }
  }
}
