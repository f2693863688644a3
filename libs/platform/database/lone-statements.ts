import type { Pool, QueryConfig, QueryResult, QueryResultRow } from 'pg';

import { currentRequest } from '../telemetry/request-context.js';
import { asUncertain, isAnswer } from './database-errors.js';
import type { Statement } from './statement.js';

export const configOf = ({ values, ...statement }: Statement): QueryConfig => ({
  ...statement,
  values: values as unknown[] | undefined,
});

/** With a connection of its own, so that not getting one is told from not hearing whether it was done. */
export async function writeAlone<T extends QueryResultRow>(pool: Pool, statement: Statement): Promise<QueryResult<T>> {
  const client = await pool.connect();
  // It fails the statement; without a listener it would end the process.
  const ignore = (): void => undefined;
  client.on('error', ignore);
  let failure: unknown;
  try {
    const result = await client.query<T>(configOf(statement));
    noteChange();
    return result;
  } catch (error) {
    failure = asUncertain(error);
    throw failure;
  } finally {
    client.removeListener('error', ignore);
    client.release(failure !== undefined && !isAnswer(failure));
  }
}

/** Something of the request in hand is kept: should it fail later, nobody may be told that nothing was changed. */
export function noteChange(): void {
  const request = currentRequest();
  if (request) request.mayHaveChanged = true;
}
