import type { Connection, PoolClient } from 'pg';

import type { Statement } from '../statement.js';
import { DriverQuery } from './driver-query.js';

export type NamedStatement = Statement & { readonly name: string };

const DUPLICATE_PREPARED_STATEMENT = '42P05';

/**
 * Which statements each connection has prepared. A pipeline only uses prepared ones: were a statement prepared inside of it, an error of
 * another one would leave pg in doubt about what the connection knows.
 */
export class PreparedStatements {
  private readonly known = new WeakMap<PoolClient, Set<string>>();

  /** Prepares those that are new to the connection, once a connection and statement. Rejects with the error of one that cannot be prepared. */
  async prepare(client: PoolClient, statements: readonly NamedStatement[]): Promise<void> {
    const known = this.of(client);
    for (const statement of statements) {
      if (known.has(statement.name)) continue;
      await preparation(client, statement);
      known.add(statement.name);
    }
  }

  hasAll(client: PoolClient, statements: readonly NamedStatement[]): boolean {
    const known = this.of(client);
    return statements.every(({ name }) => known.has(name));
  }

  private of(client: PoolClient): Set<string> {
    let known = this.known.get(client);
    if (!known) this.known.set(client, (known = new Set()));
    return known;
  }
}

/** A statement that pg itself has prepared on this connection is ready as well. */
function preparation(client: PoolClient, statement: NamedStatement): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (error?: Error & { readonly code?: string }): void =>
      error && error.code !== DUPLICATE_PREPARED_STATEMENT ? reject(error) : resolve();
    client.query(new Preparation(statement, end) as never);
  });
}

/** A query that only prepares its statement. pg notes the statement as prepared by the query's name and text. */
class Preparation extends DriverQuery {
  constructor(
    { name, text }: NamedStatement,
    private readonly end: (error?: Error) => void,
  ) {
    super({ name, text });
  }

  override submit(connection: Connection): null {
    connection.parse({ name: this.name ?? '', text: this.text, types: [] }, true);
    connection.sync();
    return null;
  }

  override handleError(error: Error): void {
    this.end(error);
  }

  override handleReadyForQuery(): void {
    this.end();
  }
}
