import pg, { type PoolClient, type QueryResult, type QueryResultRow } from 'pg';

import type { Statement } from './statement.js';

/** What a query of pg does with its connection; the package's types leave it out. */
interface Connection {
  readonly parsedStatements: Record<string, string | undefined>;
  readonly submittedNamedStatements: Record<string, string | undefined>;
  parse(statement: { name: string; text: string }): void;
  bind(portal: { statement: string; values: readonly unknown[] }): void;
  describe(portal: { type: 'P'; name: string }): void;
  execute(portal: { portal: string }): void;
  sync(): void;
}

interface DriverResult extends QueryResult {
  addFields(fields: unknown): void;
  parseRow(fields: unknown): QueryResultRow;
  addRow(row: QueryResultRow): void;
  addCommandComplete(message: unknown): void;
}

/** The parts of pg that its types do not know. */
const driver = pg as unknown as {
  readonly Query: new (config: string | { name?: string; text: string }) => object;
  readonly Result: new (rowMode: undefined, types: unknown) => DriverResult;
  readonly utils: { prepareValue(value: unknown): unknown };
};

interface Passenger {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
  readonly resolve: (result: QueryResult) => void;
  readonly reject: (error: unknown) => void;
  result?: DriverResult;
  unreadable?: unknown;
}

/** What the statements of a flight fail with when it was another one that failed. */
export const NOT_THE_CULPRIT = new Error('Another statement of the same flight failed');

/**
 * Statements that travel together and are committed on arrival, all or none: a whole transaction for one round trip. PostgreSQL makes a
 * transaction of what lies between two Syncs, so no BEGIN and no COMMIT is sent. Each promise is settled when the outcome of all is known.
 */
export class Flight {
  readonly afterCommit: (() => void)[] = [];
  private readonly passengers: Passenger[] = [];
  private hasLeft = false;
  private hasLanded = false;
  private reason: unknown;

  get isCommitted(): boolean {
    return this.hasLanded;
  }

  /** What the flight failed with; undefined when it did not. */
  get failure(): unknown {
    return this.reason;
  }

  board<T extends QueryResultRow>({ name = '', text, values = [] }: Statement): Promise<QueryResult<T>> {
    if (this.hasLeft) return Promise.reject(new Error('What is written at once cannot be added to: it has been sent'));
    return new Promise((resolve, reject) => {
      const prepared = values.map((value) => driver.utils.prepareValue(value));
      this.passengers.push({ name, text, values: prepared, resolve: resolve as Passenger['resolve'], reject });
    });
  }

  /** Nobody boards from now on. Whether anybody has. */
  close(): boolean {
    this.hasLeft = true;
    return this.passengers.length > 0;
  }

  /** It cannot leave: each of its statements fails with the reason. */
  cancel(reason: unknown): void {
    this.reason = reason;
    for (const { reject } of this.passengers) reject(reason);
  }

  /**
   * Sends all that has boarded. Resolves when the outcome is known, with whether the connection is of no more use; never rejects, since
   * the statements' own promises do.
   */
  fly(client: PoolClient): Promise<boolean> {
    const { connection } = client as unknown as { connection: Connection };
    const query = (submittable: object): void => void client.query(submittable as never);
    try {
      for (const { name, text } of this.passengers) {
        if (name && !isKnown(connection, name, text)) query(new Preparation({ name, text }));
      }
    } catch (error) {
      this.cancel(error);
      return Promise.resolve(false);
    }
    return new Promise((resolve) => {
      const end = (failure?: { severity?: string }): void => {
        this.hasLanded = failure === undefined;
        this.reason = failure;
        resolve(failure !== undefined && failure.severity !== 'ERROR');
      };
      query(new Journey(this.passengers, client, end));
    });
  }
}

function isKnown({ parsedStatements, submittedNamedStatements }: Connection, name: string, text: string): boolean {
  const known = parsedStatements[name] ?? submittedNamedStatements[name];
  if (known !== undefined && known !== text) throw new Error(`There are two statements with the name ${name}`);
  return known !== undefined;
}

/** Parses a statement by itself, so that a flight's error leaves no doubt about what the connection knows. */
class Preparation extends driver.Query {
  declare readonly name: string;
  declare readonly text: string;

  submit(connection: Connection): null {
    connection.parse(this);
    connection.submittedNamedStatements[this.name] = this.text;
    connection.sync();
    return null;
  }

  /** The flight, which cannot do without it, fails and says so. */
  handleError(): void {}

  handleReadyForQuery(): void {}
}

/** A flight as pg sees it: one query with several results. */
class Journey extends driver.Query {
  private done = 0;

  constructor(
    private readonly passengers: readonly Passenger[],
    private readonly client: PoolClient,
    private readonly end: (failure?: object) => void,
  ) {
    super('');
  }

  submit(connection: Connection): null {
    for (const { name, text, values } of this.passengers) {
      if (!name) connection.parse({ name, text });
      connection.bind({ statement: name, values });
      connection.describe({ type: 'P', name: '' });
      connection.execute({ portal: '' });
    }
    connection.sync();
    return null;
  }

  handleRowDescription({ fields }: { fields: unknown }): void {
    this.answer.addFields(fields);
  }

  handleDataRow({ fields }: { fields: unknown }): void {
    const { answer } = this;
    try {
      answer.addRow(answer.parseRow(fields));
    } catch (error) {
      if (this.current) this.current.unreadable ??= error;
    }
  }

  handleCommandComplete(message: unknown): void {
    this.answer.addCommandComplete(message);
    this.done += 1;
  }

  handleReadyForQuery(): void {
    this.end();
    for (const { resolve, reject, result, unreadable } of this.passengers) {
      if (unreadable) reject(unreadable);
      else resolve(result as QueryResult);
    }
  }

  handleError(error: object): void {
    this.end(error);
    // When all are done it is the commit that failed.
    const culprit = Math.min(this.done, this.passengers.length - 1);
    this.passengers.forEach(({ reject }, i) => reject(i === culprit ? error : NOT_THE_CULPRIT));
  }

  private get current(): Passenger | undefined {
    return this.passengers[this.done];
  }

  private get answer(): DriverResult {
    const { current } = this;
    if (!current) throw new Error('PostgreSQL answered more statements than were sent');
    return (current.result ??= new driver.Result(undefined, this.parsers));
  }

  private get parsers(): unknown {
    return (this.client as unknown as { _types: unknown })._types;
  }
}
