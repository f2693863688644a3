import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { describe, expect, it } from '@jest/globals';
import type { Type } from '@nestjs/common';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

import { RequestValidationPipe } from '../../libs/platform/http/validation/validation.pipe.js';
import { asJsonSchema } from '../support/contract.js';

const ROOT = join(import.meta.dirname, '..', '..');

interface Schema {
  readonly $ref?: string;
  readonly type?: string | string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly default?: unknown;
  readonly additionalProperties?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
}
type Content = Readonly<
  Record<string, { readonly schema: Schema; readonly example?: unknown; readonly examples?: object }>
>;
interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly description?: string;
    readonly required?: boolean;
    readonly schema: Schema;
  }[];
  readonly requestBody?: { readonly content: Content };
  readonly security?: readonly object[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Content; readonly headers?: Readonly<Record<string, unknown>> }>
  >;
}
interface Document {
  readonly openapi: string;
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly examples: Readonly<Record<string, { readonly value: { code: string; status: number; detail: string } }>>;
  };
}

const document = JSON.parse(readFileSync(join(ROOT, 'openapi.json'), 'utf8')) as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, path, operation })),
);

/** The names of the operations that the predicate finds fault with: a test shows them all at once. */
const faulty = (predicate: (operation: Operation, path: string) => boolean): string[] =>
  operations.filter(({ operation, path }) => predicate(operation, path)).map(({ name }) => name);

const operationNamed = (id: string): Operation => {
  const found = operations.find(({ operation }) => operation.operationId === id);
  if (!found) throw new Error(`There is no operation ${id}`);
  return found.operation;
};

/** Every property of every schema, as `Schema.property`. */
const fields = (): (readonly [string, Schema])[] =>
  Object.entries(document.components.schemas).flatMap(([owner, { properties = {} }]) =>
    Object.entries(properties).map(([name, schema]) => [`${owner}.${name}`, schema] as const),
  );

const answersSchemas = (): Schema[] =>
  operations.flatMap(({ operation }) =>
    Object.entries(operation.responses).flatMap(([status, { content = {} }]) =>
      Number(status) < 400 ? Object.values(content).map(({ schema }) => schema) : [],
    ),
  );

const schemaNamed = (ref = ''): Schema => document.components.schemas[ref.split('/').at(-1) ?? ''] ?? {};

const answersOf = (operation: Operation) => Object.entries(operation.responses).filter(([status]) => /^2/.test(status));

describe('openapi.json', () => {
  it('names every operation once, in plain camelCase', () => {
    const ids = operations.map(({ operation }) => operation.operationId);

    expect(ids.filter((id) => !/^[a-z][a-zA-Z0-9]*$/.test(id))).toEqual([]);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('says of every operation what it does, in one plain line', () => {
    expect(faulty(({ summary = '' }) => summary.length < 8 || summary.length > 140 || summary.includes('\n'))).toEqual(
      [],
    );
  });

  it('puts every operation under tags that are explained', () => {
    const known = document.tags.map(({ name }) => name);

    expect(faulty(({ tags = [] }) => tags.length === 0 || tags.some((tag) => !known.includes(tag)))).toEqual([]);
  });

  it('lists the errors of every operation as problem documents', () => {
    const isProblem = (response?: { readonly content?: Content }) =>
      response?.content?.['application/problem+json']?.schema.$ref === '#/components/schemas/Problem';
    // Gateways are counted by nobody: they would lose webhooks.
    const isCounted = ({ tags = [] }: Operation) => !tags.includes('Webhooks');
    const lacks = ({ responses, ...operation }: Operation) =>
      (isCounted({ ...operation, responses }) && !isProblem(responses['429'])) ||
      !isProblem(responses['503']) ||
      Object.entries(responses).some(([status, response]) => Number(status) >= 400 && !isProblem(response));

    expect(faulty((operation) => lacks(operation))).toEqual([]);
    expect(faulty((operation) => hasInput(operation) && !isProblem(operation.responses['400']))).toEqual([]);
  });

  it('answers every operation with a named schema, an image or a document, or nothing', () => {
    const isNamed = (schema: Schema) =>
      schema.$ref !== undefined || schema.oneOf?.every(({ $ref }) => $ref !== undefined) === true;
    const isDescribed = ([status, { content }]: [string, { readonly content?: Content }]) =>
      content === undefined
        ? ['202', '204', '304'].includes(status)
        : Object.entries(content).every(([type, { schema }]) => !type.includes('json') || isNamed(schema));

    expect(faulty((operation) => answersOf(operation).length === 0)).toEqual([]);
    expect(faulty((operation) => !answersOf(operation).every(isDescribed))).toEqual([]);
  });

  it('types the ids in paths as UUIDs', () => {
    const untyped = ({ parameters = [] }: Operation) =>
      parameters.some(
        ({ name, in: place, schema }) => place === 'path' && /id$/.test(name) && schema.format !== 'uuid',
      );

    expect(faulty(untyped)).toEqual([]);
  });

  it('names every parameter of a path', () => {
    const unnamed = ({ parameters = [] }: Operation, path: string) =>
      [...path.matchAll(/\{(\w+)\}/g)].some(([, name]) => !parameters.some((p) => p.in === 'path' && p.name === name));

    expect(faulty(unnamed)).toEqual([]);
  });

  it('gives a named schema for every JSON body, and an example that is good by it', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    ajv.addSchema({ $id: 'document', components: asJsonSchema(document.components) });
    const faults = operations.flatMap(({ name, operation }) => {
      const body = operation.requestBody?.content['application/json'];
      if (!body) return [];
      const { schema, example } = body;
      if (!schema.$ref) return [`${name}: its body has no name`];
      if (example === undefined) return [`${name}: it has no example`];
      const validate = ajv.compile({ $ref: `document${schema.$ref}` });
      return validate(example) ? [] : [`${name}: ${JSON.stringify(example)}: ${ajv.errorsText(validate.errors)}`];
    });

    expect(faults).toEqual([]);
  });

  it('gives examples that the API itself takes', async () => {
    const classes = await requestClasses();
    const pipe = new RequestValidationPipe();
    const faults: string[] = [];
    for (const { name, operation } of operations) {
      const body = operation.requestBody?.content['application/json'];
      // A gateway's webhook is taken as bytes, and refused by its signature.
      if (!body || name.startsWith('POST /api/v1/webhooks/')) continue;
      const metatype = classes.get(nameOf(body.schema));
      if (metatype) {
        await Promise.resolve(pipe.transform(structuredClone(body.example), { type: 'body', metatype })).catch(
          (error: unknown) => faults.push(`${name}: ${JSON.stringify((error as { faults?: unknown }).faults)}`),
        );
      } else faults.push(`${name}: no class checks it`);
    }

    expect(faults).toEqual([]);
  });

  it('tells the limits of every field that a client sends', () => {
    const bodies = operations
      .filter(({ path }) => !path.startsWith('/api/v1/webhooks/'))
      .flatMap(({ operation }) => Object.values(operation.requestBody?.content ?? {}).map(({ schema }) => schema));

    expect(schemasUnder(bodies).flatMap(([name, schema]) => unlimitedFields(name, schema))).toEqual([]);
  });

  it('says of every filter and header what it means', () => {
    const silent = ({ parameters = [] }: Operation) =>
      parameters.some(({ in: place, description }) => place !== 'path' && !description);

    expect(faulty(silent)).toEqual([]);
  });

  it('answers with schemas whose fields are all typed', () => {
    const answers = operations.flatMap(({ operation }) =>
      Object.values(operation.responses).flatMap(({ content = {} }) =>
        Object.entries(content).flatMap(([type, { schema }]) => (type.includes('json') ? [schema] : [])),
      ),
    );
    const untyped = schemasUnder(answers).flatMap(([name, { enum: words, properties = {} }]) =>
      Object.keys(properties).length === 0
        ? words
          ? []
          : [name]
        : Object.entries(properties).flatMap(([field, schema]) => (isTyped(schema) ? [] : [`${name}.${field}`])),
    );

    expect(untyped).toEqual([]);
  });

  it('is OpenAPI 3.0, the version that every generator reads whole, and says null in its words', () => {
    expect(document.openapi).toBe('3.0.3');
    expect(JSON.stringify(document)).not.toContain('"null"');
  });

  it('says of every operation whether it takes a token', () => {
    const isKnown = ({ security }: Operation) =>
      [
        '[{"bearer":[]}]',
        '[{},{"bearer":[]}]',
        '[]',
        '[{"bearer":[]},{"cart":[]}]',
        '[{},{"bearer":[]},{"cart":[]}]',
      ].includes(JSON.stringify(security));

    expect(faulty((operation) => !isKnown(operation))).toEqual([]);
    expect(JSON.stringify(operationNamed('placeOrder').security)).toBe('[{"bearer":[]}]');
    expect(JSON.stringify(operationNamed('listProducts').security)).toBe('[{},{"bearer":[]}]');
    expect(JSON.stringify(operationNamed('logIn').security)).toBe('[]');
  });

  it('asks in a query for nothing that has a default', () => {
    const asks = ({ parameters = [] }: Operation) =>
      parameters.some(({ in: place, required, schema }) => place === 'query' && required && 'default' in schema);
    const paged = operations.flatMap(({ operation: { parameters = [] } }) =>
      parameters.filter(({ name }) => ['limit', 'offset'].includes(name)),
    );

    expect(faulty(asks)).toEqual([]);
    expect(paged.length).toBeGreaterThan(50);
    expect(paged.filter(({ required, schema }) => required || schema.type !== 'integer' || !schema.format)).toEqual([]);
  });

  it('has whole numbers but for rates, and says how large each may be', () => {
    const numbers = fields().filter(([, schema]) => ['number', 'integer'].includes(String(schema.type)));
    const fractions = numbers.filter(([, schema]) => schema.type === 'number').map(([name]) => name);

    expect(
      fractions.filter(
        (name) =>
          !/\.(\w+_)?rate$|(Coupon|Discount)\w+\.value$|\.max_percent$|^PreModifierRequest\.multiply$/.test(name),
      ),
    ).toEqual([]);
    expect(numbers.filter(([, { format = '' }]) => !['int32', 'int64', 'double'].includes(format))).toEqual([]);
    expect(document.components.schemas['OrderResponse']?.properties?.['total_amount']).toMatchObject({
      type: 'integer',
      format: 'int64',
    });
  });

  it('types ids and instants by format wherever it answers them', () => {
    const answered = schemasUnder(answersSchemas()).flatMap(([owner, { properties = {} }]) =>
      Object.entries(properties).map(([name, schema]) => ({ owner, name, schema })),
    );
    const lacking = answered.filter(
      ({ name, schema }) => schema.type === 'string' && /(^|_)id$|_at$|(^|_)date$/.test(name) && !schema.format,
    );

    // Given by others: a caller, a payment gateway, a tax or mail service; and what an audit record is about, which may be `all`.
    expect([...new Set(lacking.map(({ name }) => name))].sort()).toEqual([
      'company_id',
      'event_id',
      'message_id',
      'request_id',
      'subject_id',
    ]);
  });

  it('closes what is sent and leaves open what is answered', () => {
    const bodies = operations
      .filter(({ path }) => !path.startsWith('/api/v1/webhooks/'))
      .flatMap(({ operation }) => Object.values(operation.requestBody?.content ?? {}).map(({ schema }) => schema));
    const sent = schemasUnder(bodies).filter(([, { type }]) => type === 'object');
    const answered = schemasUnder(answersSchemas()).filter(([, { type }]) => type === 'object');

    expect(sent.filter(([, schema]) => schema.additionalProperties !== false).map(([name]) => name)).toEqual([]);
    expect(answered.filter(([, schema]) => schema.additionalProperties === false).map(([name]) => name)).toEqual([]);
  });

  it('names every list of words in a schema', () => {
    const nameless = fields().filter(([, schema]) => schema.enum ?? schema.items?.enum);

    expect(nameless.map(([name]) => name)).toEqual([]);
  });

  it('gives no default to a field whose words have a name: Java makes a text of it where the enum is asked for', () => {
    const told = fields().filter(([, schema]) => schema.default !== undefined && schema.allOf);

    expect(told.map(([name]) => name)).toEqual([]);
  });

  it('uses no name for two things in the one namespace that Go has', () => {
    const schemas = Object.keys(document.components.schemas);
    const pascal = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
    const ids = operations.map(({ operation }) => pascal(operation.operationId));

    // The generators make a type of each operation's answer, and a constructor of each schema.
    expect(ids.filter((id) => schemas.includes(`${id}Response`) || schemas.includes(id))).toEqual([]);
    expect(schemas.filter((name) => schemas.includes(name.replace(/^New/, '')) && name.startsWith('New'))).toEqual([]);
  });

  it('gives no schema the name of a class that generated code imports from the language', () => {
    // From java.util, which the Java client imports whole, java.lang, and what Python and TypeScript have everywhere.
    const others =
      'Calendar Collection Currency Date Dictionary Formatter Iterator List Locale Map Objects Optional Properties Queue Random Scanner Set ' +
      'Stack TimeZone Timer UUID Vector Boolean Byte Character Class Double Enum Error Exception Float Integer Iterable Long Module Number ' +
      'Object Override Package Process Record Runtime Short String System Thread Void Any Array Awaited Function Partial Promise Symbol';

    const schemas = Object.keys(document.components.schemas);
    expect(others.split(' ').filter((name) => schemas.includes(name))).toEqual([]);
  });

  it('lists the codes of every operation by status, with an example of each', () => {
    const codesOf = (id: string, status: string) =>
      Object.keys(operationNamed(id).responses[status]?.content?.['application/problem+json']?.examples ?? {});

    expect(codesOf('openShift', '409')).toEqual([
      'ALREADY_IN_SHIFT',
      'DRAWER_TAKEN',
      'GRANT_USED',
      'IDEMPOTENCY_KEY_IN_USE',
      'SHIFT_ALREADY_OPEN',
    ]);
    expect(codesOf('placeOrder', '422')).toContain('CPF_REQUIRED');
    expect(codesOf('placeOrder', '409')).toContain('INSUFFICIENT_STOCK');
    // Of modules that it never reaches.
    expect(JSON.stringify(operationNamed('openShift').responses)).not.toContain('INSUFFICIENT_STOCK');
    for (const [name, { value }] of Object.entries(document.components.examples)) {
      expect(`${value.code}_${value.status}`).toBe(name);
      expect(value.detail.length).toBeGreaterThan(10);
    }
  });

  it('tells the headers of answers: the id of the request, when to retry, whether it is a repeat, the version', () => {
    const headersOf = (id: string, status: string) => Object.keys(operationNamed(id).responses[status]?.headers ?? {});
    const silent = ({ responses }: Operation) =>
      Object.entries(responses).some(
        ([status, { headers = {} }]) =>
          !('X-Request-ID' in headers) || (['429', '503'].includes(status) && !('Retry-After' in headers)),
      );

    expect(faulty(silent)).toEqual([]);
    expect(headersOf('placeOrder', '201')).toContain('Idempotent-Replayed');
    expect(headersOf('listProducts', '200')).toEqual(expect.arrayContaining(['ETag', 'Cache-Control']));
    expect(Object.keys(operationNamed('listProducts').responses)).toContain('304');
  });

  it('tells the ETag of whatever is answered with a version, and that reading it again may answer 304', () => {
    const isVersioned = ([, { content }]: [string, { readonly content?: Content }]) =>
      'version' in (schemaNamed(content?.['application/json']?.schema.$ref).properties ?? {});
    const answered = operations.flatMap(({ name, operation }) =>
      answersOf(operation)
        .filter(isVersioned)
        .map(([, { headers = {} }]) => ({ name, headers, responses: operation.responses })),
    );

    expect(answered.length).toBeGreaterThan(50);
    expect(answered.filter(({ headers }) => !('ETag' in headers))).toEqual([]);
    expect(answered.filter(({ name, responses }) => name.startsWith('GET ') && !('304' in responses))).toEqual([]);
  });
});

const hasInput = ({ parameters = [], requestBody }: Operation): boolean =>
  requestBody !== undefined || parameters.some(({ in: place }) => place !== 'header');

const LIMITS = [
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'maxItems',
  'maxProperties',
  'enum',
] as const;

function unlimitedFields(name: string, { properties = {} }: Schema): string[] {
  return Object.entries(properties).flatMap(([field, schema]) => {
    const isLimited = typesOf(schema).includes('boolean') || LIMITS.some((limit) => schema[limit] !== undefined);
    return isLimited || nextOf(schema) ? [] : [`${name}.${field}`];
  });
}

const nameOf = ({ $ref = '' }: Schema): string => $ref.split('/').at(-1) ?? '';

const typesOf = ({ type = [] }: Schema): readonly string[] => (typeof type === 'string' ? [type] : type);

/** The schema that a property stands for: itself by reference, or null. */
const nextOf = ({ $ref, oneOf, anyOf, allOf }: Schema): Schema | undefined =>
  $ref ? { $ref } : (oneOf ?? anyOf ?? allOf)?.find((schema) => schema.$ref !== undefined);

/** A type, values or a reference; an object of free form says so. */
function isTyped(schema: Schema): boolean {
  if (nextOf(schema) ?? schema.enum) return true;
  if (schema.items) return isTyped(schema.items);
  const types = typesOf(schema);
  return types.includes('object') ? schema.additionalProperties !== undefined : types.length > 0;
}

/** Every named schema that these lead to. */
function schemasUnder(roots: readonly Schema[]): [string, Schema][] {
  const found = new Map<string, Schema>();
  const waiting = [...roots];
  for (let schema = waiting.pop(); schema; schema = waiting.pop()) {
    waiting.push(...Object.values(schema.properties ?? {}), ...(schema.items ? [schema.items] : []));
    waiting.push(...(schema.oneOf ?? []), ...(schema.anyOf ?? []), ...(schema.allOf ?? []));
    const name = nameOf(schema);
    const named = document.components.schemas[name];
    if (!named || found.has(name)) continue;
    found.set(name, named);
    waiting.push(named);
  }
  return [...found];
}

/** The classes of the requests, by name. */
async function requestClasses(): Promise<Map<string, Type<object>>> {
  const classes = new Map<string, Type<object>>();
  for (const module of readdirSync(join(ROOT, 'libs'))) {
    const folder = join(ROOT, 'libs', module, 'http');
    const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.dto.ts')) : [];
    for (const file of files) {
      const exported = (await import(pathToFileURL(join(folder, file)).href)) as Record<string, unknown>;
      for (const value of Object.values(exported))
        if (typeof value === 'function') classes.set(value.name, value as Type<object>);
    }
  }
  return classes;
}
