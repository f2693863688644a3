import type { CustomTypesConfig, PoolClient, QueryResult, QueryResultRow } from 'pg';

import { asUncertain, isAnswer } from '../database-errors.js';
import type { Statement } from '../statement.js';
import { ANOTHER_STATEMENT_FAILED, type PipelineOutcome, PipelineQuery } from './pipeline-query.js';
import type { NamedStatement } from './prepared-statements.js';

interface Pending {
  readonly statement: Statement;
  readonly resolve: (result: QueryResult) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A transaction whose statements are all known before the first is sent: they travel to PostgreSQL in one pipeline and are committed with
 * it, all or none. The promise of each statement is settled once the outcome of all is known.
 */
export class PipelinedTransaction {
  readonly afterCommit: (() => void)[] = [];
  private readonly pending: Pending[] = [];
  private isClosed = false;
  private state: 'open' | 'sent' | 'committed' | 'failed' = 'open';
  private reason: unknown;

  constructor(private readonly types?: CustomTypesConfig) {}

  get isCommitted(): boolean {
    return this.state === 'committed';
  }

  /** What the transaction failed with; undefined when it did not. */
  get failure(): unknown {
    return this.reason;
  }

  /** What it consists of, for who looks at how long it took; its text is that of its statements. */
  readonly text = '';

  get name(): string {
    return this.pending.map(({ statement }) => statement.name ?? 'unnamed').join('+');
  }

  /** Its statements that are to be prepared. */
  get named(): readonly NamedStatement[] {
    return this.pending.map(({ statement }) => statement).filter(isNamed);
  }

  add<T extends QueryResultRow>(statement: Statement): Promise<QueryResult<T>> {
    if (this.isClosed) {
      return Promise.reject(new Error('A statement came too late: the pipeline of its transaction has been sent'));
    }
    return new Promise((resolve, reject) => {
      this.pending.push({ statement, resolve: resolve as Pending['resolve'], reject });
    });
  }

  /** Takes no statement from now on. Whether there is any to send. */
  close(): boolean {
    this.isClosed = true;
    return this.pending.length > 0;
  }

  /** Fails every statement with the reason, unless the transaction has been sent. */
  cancel(reason: unknown): void {
    if (this.state !== 'open') return;
    this.state = 'failed';
    this.reason = reason;
    for (const { reject } of this.pending) reject(reason);
  }

  /**
   * Sends the statements in one pipeline. Resolves once the outcome is known, with whether the connection is of no more use. It never rejects:
   * the promises of the statements do. The connection has prepared every named statement before.
   */
  send(client: PoolClient): Promise<boolean> {
    if (this.state !== 'open') return Promise.resolve(false);
    this.state = 'sent';
    return new Promise((resolve) => {
      const statements = this.pending.map(({ statement }) => statement);
      const end = (outcome: PipelineOutcome): void => resolve(this.settle(outcome));
      client.query(new PipelineQuery(statements, this.types, end) as never);
    });
  }

  private settle({ failure, statements }: PipelineOutcome): boolean {
    this.state = failure === undefined ? 'committed' : 'failed';
    // The commit is part of what was sent.
    this.reason = failure === undefined ? undefined : asUncertain(failure);
    this.pending.forEach(({ resolve, reject }, i) => {
      const outcome = statements[i];
      if (outcome?.status === 'fulfilled') resolve(outcome.value);
      else reject(outcome?.reason ?? ANOTHER_STATEMENT_FAILED);
    });
    return failure !== undefined && !isAnswer(failure);
  }
}

const isNamed = (statement: Statement): statement is NamedStatement => Boolean(statement.name);
