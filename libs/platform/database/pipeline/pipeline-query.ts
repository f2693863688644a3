import type { Connection, CustomTypesConfig, QueryResult } from 'pg';

import type { Statement } from '../statement.js';
import { DriverQuery } from './driver-query.js';

/** What became of one statement. */
export type StatementOutcome =
  | { readonly status: 'fulfilled'; readonly value: QueryResult }
  | { readonly status: 'rejected'; readonly reason: unknown };

/** What became of a pipeline. */
export interface PipelineOutcome {
  /** The error that kept the transaction from being committed; undefined when it is committed. */
  readonly failure?: unknown;
  /** One for each statement, in the order of the statements. */
  readonly statements: readonly StatementOutcome[];
}

/** The reason why a statement failed whose own execution was fine, or never began, because another one failed. */
export const ANOTHER_STATEMENT_FAILED = new Error('Another statement of the same transaction failed');

/**
 * Several statements as one query of pg: their messages go out with a single Sync at the end. PostgreSQL makes one transaction of what lies
 * between two Syncs, so neither BEGIN nor COMMIT is sent. Each statement is a query object of pg that writes its own messages and reads its
 * own answer; this class only holds back the Syncs in between, and passes each answer to the statement whose turn it is.
 *
 * It extends pg's query class since pg refuses every other class while `pipeline: true` is on.
 */
export class PipelineQuery extends DriverQuery {
  private readonly queries: readonly DriverQuery[];
  private readonly outcomes: StatementOutcome[] = [];
  private completed = 0;

  constructor(
    statements: readonly Statement[],
    types: CustomTypesConfig | undefined,
    private readonly end: (outcome: PipelineOutcome) => void,
  ) {
    super('');
    this.queries = statements.map(
      ({ name, text, values = [] }, i) =>
        new DriverQuery({ name, text, values, types, queryMode: 'extended' }, (error, value) => {
          this.outcomes[i] = error ? { status: 'rejected', reason: error } : { status: 'fulfilled', value };
        }),
    );
  }

  override submit(connection: Connection): null {
    const recorder = recorderOf(connection);
    for (const query of this.queries) {
      const refusal = query.submit(recorder);
      if (refusal) query.handleError(refusal, connection);
    }
    // A value that cannot be sent fails its statement here. Nothing is written then, and the Sync alone commits nothing.
    const messages = recorder.take();
    // All transactions that are sent in this turn leave in one packet.
    connection.stream.cork();
    process.nextTick(() => connection.stream.uncork());
    if (this.outcomes.length === 0) connection.stream.write(messages);
    connection.sync();
    return null;
  }

  override handleRowDescription(message: unknown): void {
    this.current.handleRowDescription(message);
  }

  override handleDataRow(message: unknown): void {
    this.current.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: Connection): void {
    this.current.handleCommandComplete(message, connection);
    this.completed += 1;
  }

  override handleReadyForQuery(connection: Connection): void {
    const refused = this.outcomes.find((outcome) => outcome?.status === 'rejected');
    if (refused) {
      this.fail(refused.reason);
      return;
    }
    for (const query of this.queries) query.handleReadyForQuery(connection);
    this.end({ statements: this.outcomes });
  }

  /** The server skips what follows an error, up to the Sync. When every statement is complete it is the commit that failed. */
  override handleError(error: unknown): void {
    this.outcomes[Math.min(this.completed, this.queries.length - 1)] = { status: 'rejected', reason: error };
    this.fail(error);
  }

  private fail(failure: unknown): void {
    const statements = this.queries.map((_, i): StatementOutcome => {
      const outcome = this.outcomes[i];
      return outcome?.status === 'rejected' ? outcome : { status: 'rejected', reason: ANOTHER_STATEMENT_FAILED };
    });
    this.end({ failure, statements });
  }

  private get current(): DriverQuery {
    const query = this.queries[this.completed];
    if (!query) throw new Error('PostgreSQL answered more statements than were sent');
    return query;
  }
}

/** The connection as a statement sees it: what is written is kept, and a Sync is left out. */
interface Recorder extends Connection {
  take(): Uint8Array;
}

const recorders = new WeakMap<Connection, Recorder>();

function recorderOf(connection: Connection): Recorder {
  let recorder = recorders.get(connection);
  if (!recorder) recorders.set(connection, (recorder = makeRecorder(connection)));
  return recorder;
}

/** It inherits from the connection, so that pg finds there which statements are prepared. */
function makeRecorder(connection: Connection): Recorder {
  let messages: Uint8Array[] = [];
  const stream = { writable: true, write: (message: Uint8Array) => messages.push(message) };
  const take = (): Uint8Array => {
    const taken = Buffer.concat(messages);
    messages = [];
    return taken;
  };
  return Object.create(connection, {
    stream: { value: stream },
    sync: { value: () => undefined },
    take: { value: take },
  }) as Recorder;
}
