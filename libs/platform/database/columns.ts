import type { EntitySchema } from 'typeorm';

/** The columns of a table, as statements name them. */
export interface Columns {
  /** `id, name`; with an alias `t.id, t.name`. */
  of(alias?: string): string;
  /** `id uuid, name text`: what `json_to_recordset` unfolds. */
  readonly typed: string;
}

/**
 * The columns of a row schema, and `more` that it leaves out, by name and type. Statements name what they read and write, never `*`: a column
 * that the next version adds must not change what this one's statements answer.
 */
export function columnsOf(schema: EntitySchema, more: Readonly<Record<string, string>> = {}): Columns {
  const types = Object.entries(schema.options.columns).map(([name, column]): [string, string] => {
    const { type, array } = column as { readonly type: string; readonly array?: boolean };
    return [name, array ? `${type}[]` : type];
  });
  const all = [...types, ...Object.entries(more)];
  return {
    of: (alias) => all.map(([name]) => (alias === undefined ? name : `${alias}.${name}`)).join(', '),
    typed: all.map(([name, type]) => `${name} ${type}`).join(', '),
  };
}
