/** SQL with its values. A `name` makes it a prepared statement: give one to every statement on a hot path. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}
