import type { PoolClient, QueryResult, QueryResultRow } from 'pg';
import type { QueryRunner } from 'typeorm';

import { configOf } from './lone-statements.js';
import type { OutsideWork } from './outside-work.js';
import type { Statement } from './statement.js';

/** An open transaction on one connection. */
export interface Transaction {
  readonly runner: QueryRunner;
  readonly client: PoolClient;
  readonly afterCommit: (() => void)[];
  readonly isPipelined: boolean;
  readonly outside: OutsideWork;
  /** Without pipelining: settles when every statement that was begun has ended. */
  last: Promise<unknown>;
}

/** One statement of a transaction. Without pipelining a client of pg takes one at a time, so each waits for the one before it. */
export function queryIn<T extends QueryResultRow>(
  transaction: Transaction,
  statement: Statement,
): Promise<QueryResult<T>> {
  const send = () => transaction.client.query<T>(configOf(statement));
  if (transaction.isPipelined) return send();
  const result = transaction.last.then(send);
  transaction.last = result.catch(() => undefined);
  return result;
}
