import pg, { type Connection, type CustomTypesConfig, type QueryResult } from 'pg';

interface DriverQueryConfig {
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
  readonly types?: CustomTypesConfig;
  readonly queryMode?: 'extended';
}

type Callback = (error: Error | null | undefined, result: QueryResult) => void;

/**
 * pg's class of a query, with the methods that pg calls while the server answers: its types declare the constructor and `submit` alone.
 * Packages such as pg-cursor implement the same methods. driver-query.spec.ts fails when a new pg changes them.
 */
export interface DriverQuery {
  readonly name?: string;
  readonly text: string;
  /** Writes the query's messages and a Sync. Returns an error, having written nothing, when pg cannot send the query. */
  submit(connection: Connection): Error | null;
  handleRowDescription(message: unknown): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Connection): void;
  handleError(error: unknown, connection: Connection): void;
  handleReadyForQuery(connection: Connection): void;
}

export const DriverQuery = pg.Query as unknown as new (
  config: string | DriverQueryConfig,
  callback?: Callback,
) => DriverQuery;
