import type { JsonSchema, Operation } from './operations.js';

/** A body with one thing wrong. */
export interface BadBody {
  readonly name: string;
  /** As it goes over the wire. */
  readonly text: string;
  /** Where the problem should point, when it can. */
  readonly pointer?: string;
}

type Json = Record<string, unknown>;

/** Stands for a number that JSON can write and JavaScript cannot hold. */
const HUGE = '"1e400-as-a-number"';

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

/** What is wrong with the body as a whole, whatever its fields are. */
export function badWholes(good: Json): BadBody[] {
  const withField = (name: string, value: string) =>
    JSON.stringify({ ...good, [name]: '@' }).replace('"@"', () => value);
  return [
    { name: 'cut off', text: '{"name":' },
    { name: 'no JSON', text: 'hello' },
    { name: 'a list', text: '[]' },
    { name: 'a list of objects', text: JSON.stringify([good, good]) },
    { name: 'a text', text: '"name"' },
    { name: 'null', text: 'null' },
    { name: 'an unknown field', text: withField('xyzzy', '1'), pointer: '/xyzzy' },
    { name: 'the role in an unknown field', text: withField('is_admin', 'true'), pointer: '/is_admin' },
    { name: '__proto__', text: withField('__proto__', '{"polluted":true}') },
    { name: 'constructor', text: withField('constructor', '{"prototype":{"polluted":true}}') },
    { name: 'nested 10,000 deep', text: withField('note', nested(10_000)) },
    { name: 'a list of 100,000', text: withField('items', `[${Array(100_000).fill('1').join()}]`) },
    { name: 'an object of 30,000 fields', text: withField('note', manyFields(30_000)) },
  ];
}

const manyFields = (count: number): string =>
  `{${Array.from({ length: count }, (_, index) => `"f${index}":1`).join()}}`;

/** Every field of the body, in its good example, made wrong in every way that its schema tells. */
export function badFields(operation: Operation, good: Json): BadBody[] {
  if (!operation.body) return [];
  return fieldsOf(operation, operation.body, [], good).flatMap(({ path, schema, isNullable }) =>
    wrongValues(schema, isNullable).map(({ name, value }) => ({
      name: `${name} as /${path.join('/')}`,
      text: JSON.stringify(replaced(good, path, value)).replaceAll(HUGE, '1e400'),
      pointer: `/${path[0]}`,
    })),
  );
}

/** Every list of objects in the good example with a list where its first object should be: an empty one, and one of good objects. */
export function listsForObjects(operation: Operation, good: Json): BadBody[] {
  if (!operation.body) return [];
  return fieldsOf(operation, operation.body, [], good).flatMap(({ path, schema }) => {
    if (!schema.items || !operation.resolved(schema.items).properties) return [];
    const items = path.reduce<unknown>((value, name) => (value as Json | undefined)?.[name], good) as
      | Json[]
      | undefined;
    const pointer = `/${path.join('/')}/0`;
    return [[], items ?? [{}]].map((list) => ({
      name: `a list of ${list.length} as ${pointer}`,
      text: JSON.stringify(replaced(good, path, [list])),
      pointer,
    }));
  });
}

/** All fields wrong together, and one that is unknown: the problem should name each. */
export function allWrong(operation: Operation): { readonly text: string; readonly pointers: readonly string[] } {
  const names = Object.keys(operation.resolved(operation.body ?? {}).properties ?? {});
  const fields: [string, unknown][] = names.map((name) => [name, { of: ['the', 'wrong', 'type'] }]);
  const body = { ...Object.fromEntries(fields), xyzzy: 1 };
  return { text: JSON.stringify(body), pointers: [...names, 'xyzzy'].map((name) => `/${name}`) };
}

interface Field {
  readonly isNullable: boolean;
  readonly path: readonly string[];
  readonly schema: JsonSchema;
}

function fieldsOf(operation: Operation, schema: JsonSchema, path: readonly string[], good: unknown): Field[] {
  return Object.entries(operation.resolved(schema).properties ?? {}).flatMap(([name, property]) => {
    const here = [...path, name];
    const field = operation.resolved(property);
    const inside = (good as Json | undefined)?.[name];
    const own = [{ path: here, schema: field, isNullable: property.nullable === true || field.nullable === true }];
    if (field.items && Array.isArray(inside) && inside.length > 0) {
      const item = operation.resolved(field.items);
      return [...own, ...(item.properties ? fieldsOf(operation, item, [...here, '0'], (inside as unknown[])[0]) : [])];
    }
    return field.properties && inside ? [...own, ...fieldsOf(operation, field, here, inside)] : own;
  });
}

function replaced(good: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  if (Array.isArray(good))
    return (good as unknown[]).map((item, index) => (String(index) === name ? replaced(item, rest, value) : item));
  return { ...(good as Json), [name]: replaced((good as Json)[name], rest, value) };
}

interface Wrong {
  readonly name: string;
  readonly value: unknown;
}

function wrongValues(schema: JsonSchema, isNullable: boolean): Wrong[] {
  const types = typesOf(schema);
  const wrong: Wrong[] = isNullable ? [] : [{ name: 'null', value: null }];
  wrong.push({ name: 'an object of nothing', value: types.includes('object') ? [] : {} });
  if (!types.includes('array')) wrong.push({ name: 'a list', value: [1] });
  if (types.includes('number') || types.includes('integer')) wrong.push(...wrongNumbers(schema));
  else wrong.push({ name: 'a number', value: 12.5 });
  if (types.includes('string')) wrong.push(...wrongTexts(schema));
  if (types.includes('boolean')) wrong.push({ name: 'the text true', value: 'true' });
  else wrong.push({ name: 'true', value: true });
  return wrong;
}

/** A schema that names its values and no type is a text. */
function typesOf(schema: JsonSchema): readonly string[] {
  if (schema.properties) return ['object'];
  const types = schema.type ?? 'string';
  return typeof types === 'string' ? [types] : types;
}

function wrongNumbers({ minimum, maximum }: JsonSchema): Wrong[] {
  return [
    { name: 'a text', value: '1' },
    { name: 'a fraction', value: 1.0005 },
    { name: 'a number that nothing holds', value: JSON.parse(HUGE) as string },
    { name: '1e300', value: 1e300 },
    { name: '2^53 + 1', value: 2 ** 53 + 2 },
    ...(minimum === undefined ? [] : [{ name: 'too little', value: minimum - 1 }]),
    ...(maximum === undefined ? [] : [{ name: 'too much', value: maximum + 1 }]),
  ];
}

function wrongTexts({ minLength, maxLength, format, enum: words, pattern }: JsonSchema): Wrong[] {
  const isOneOf = words !== undefined;
  return [
    { name: 'NUL in a text', value: 'ab\0cdefgh' },
    { name: 'half a surrogate pair', value: `abcdefgh${String.fromCharCode(0xd800)}` },
    ...(minLength ? [{ name: 'an empty text', value: '' }] : []),
    ...(maxLength ? [{ name: 'a text too long', value: 'x'.repeat(maxLength + 1) }] : []),
    ...(format === 'uuid' ? [{ name: 'half an id', value: '0192f3c4-5d6e' }] : []),
    ...(isOneOf ? [{ name: 'an unknown word', value: 'NONSENSE' }] : []),
    ...(pattern && !isOneOf ? [{ name: 'blanks', value: '   ' }] : []),
  ];
}
