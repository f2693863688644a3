import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from './processes.js';

/** Who asks: an ADMIN of all outlets, a SUPERVISOR of 50, the others at one. */
export const ROLES = ['ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER', 'KITCHEN', 'CUSTOMER', 'GUEST'] as const;
export type Role = (typeof ROLES)[number];

/** One list as openapi.json has it. */
export interface ListOperation {
  readonly id: string;
  /** Below `/api/v1`, with `{id}` where it has one. */
  readonly path: string;
  readonly roles: readonly Role[];
  readonly filters: readonly Filter[];
  /** It grows without end: pages follow a cursor, and an offset is bounded. */
  readonly isEndless: boolean;
}

export interface Filter {
  readonly name: string;
  readonly isRequired: boolean;
  /** All values there are, where the contract says so. */
  readonly values?: readonly string[];
}

/** Things of the history that are asked for by name. */
export interface Samples {
  /** By the parameter's name, or by `operation.parameter` where one operation means something else by it. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
  /** What `{id}` stands for, by operation. */
  readonly ids: Readonly<Record<string, string>>;
}

/** How each role may be let in where everybody may ask: they see different things. */
const OF_EVERYBODY: readonly Role[] = ['ADMIN', 'KASIR', 'CUSTOMER'];
/** How the rows come, and not which. */
const NO_FILTERS = ['limit', 'offset', 'after', 'format', 'delimiter'];
const BASE = '/api/v1';
/** Of a list that ends, and the deepest that an endless one takes. */
const [FAR, DEEPEST] = [500, 10_000];

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly items?: Schema;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

interface Operation {
  readonly operationId?: string;
  readonly description?: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly Parameter[];
}

interface Contract {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** Every operation of openapi.json that takes a `limit`. */
export function listOperations(): ListOperation[] {
  const contract = JSON.parse(readFileSync(join(ROOT, 'openapi.json'), 'utf8')) as Contract;
  return Object.entries(contract.paths).flatMap(([path, { get }]) =>
    get?.parameters?.some(({ name }) => name === 'limit') ? [toList(path, get, contract)] : [],
  );
}

function toList(path: string, { operationId = path, ...operation }: Operation, contract: Contract): ListOperation {
  const parameters = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
  return {
    id: operationId,
    path: path.slice(BASE.length),
    roles: rolesOf(operation),
    filters: parameters
      .filter(({ name }) => !NO_FILTERS.includes(name))
      .map(({ name, required, schema }) => ({
        name,
        isRequired: required === true && name !== 'outlet_id',
        values: valuesOf(schema, contract),
      })),
    isEndless: parameters.some(({ name }) => name === 'after'),
  };
}

/** The contract says at the end of a description who may ask; where it does not, everybody may. */
function rolesOf({ description = '' }: Operation): readonly Role[] {
  const named = /For ([A-Z, ]+)\.\s*$/.exec(description)?.[1]?.split(', ');
  return named ? ROLES.filter((role) => named.includes(role)) : OF_EVERYBODY;
}

function valuesOf(schema: Schema, contract: Contract): readonly string[] | undefined {
  if (schema.$ref) return valuesOf(contract.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, contract);
  if (schema.items) return valuesOf(schema.items, contract);
  return schema.type === 'boolean' ? ['true', 'false'] : schema.enum;
}

/**
 * What is asked of a list: all of it, far back in it, and each of its filters alone, by each value that the contract knows or that there are
 * samples of. Throws for a filter, or an id in the path, of which there is none: nothing is left out in silence.
 */
export function questionsOf(list: ListOperation, samples: Samples): string[] {
  const id = samples.ids[list.id];
  if (list.path.includes('{id}') && id === undefined) throw new Error(`${list.id}: no sample of its id`);
  const base = list.path.replace('{id}', id ?? '');
  const of = (filter: Filter): readonly string[] =>
    filter.values ??
    samples.filters[`${list.id}.${filter.name}`] ??
    samples.filters[filter.name] ??
    missing(list, filter);
  const needed = list.filters.filter(({ isRequired }) => isRequired).map((filter) => `${filter.name}=${of(filter)[0]}`);
  const alone = list.filters.flatMap((filter) =>
    of(filter).map((value) => (value.includes('=') ? value : `${filter.name}=${encodeURIComponent(value)}`)),
  );
  const after = samples.filters[`${list.id}.after`]?.map((cursor) => `after=${cursor}`);
  const far = after ?? [`offset=${list.isEndless ? DEEPEST : FAR}`];
  return ['', ...far, ...alone].map((query) => {
    const others = needed.filter((part) => !query.startsWith(part.slice(0, part.indexOf('=') + 1)));
    return `${base}?${[...others, query].filter(Boolean).join('&')}`;
  });
}

function missing(list: ListOperation, { name }: Filter): never {
  throw new Error(`${list.id}: no sample of ${name}`);
}
