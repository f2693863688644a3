import type { OutletScope } from '#libs/kernel';

/** Values of a statement that is put together from parts; each gives back the `$n` that stands for it. */
export class Values {
  readonly list: unknown[] = [];

  add(value: unknown): string {
    return `$${this.list.push(value)}`;
  }
}

/** A WHERE clause of the parts that apply; every part is SQL of ours, with values by `$n` alone. */
export const whereAll = (...parts: (string | false | undefined)[]): string => {
  const conditions = parts.filter(Boolean);
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
};

/** The condition that keeps a query inside an outlet scope. */
export const inScope = (scope: OutletScope, column: string, values: Values): string | false =>
  scope !== 'all' && `${column} = ANY(${values.add(scope)}::uuid[])`;
