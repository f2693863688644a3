import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | string[];
  readonly format?: string;
  readonly example?: unknown;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
}
type Content = Readonly<Record<string, { readonly schema: Schema; readonly example?: unknown }>>;
interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}
interface Document {
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const document = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'openapi.json'), 'utf8')) as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, path, operation })),
);

/** The names of the operations that the predicate finds fault with: a test shows them all at once. */
const faulty = (predicate: (operation: Operation, path: string) => boolean): string[] =>
  operations.filter(({ operation, path }) => predicate(operation, path)).map(({ name }) => name);

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
    const lacks = ({ responses }: Operation) =>
      !isProblem(responses['429']) ||
      !isProblem(responses['503']) ||
      Object.entries(responses).some(([status, response]) => Number(status) >= 400 && !isProblem(response));

    expect(faulty((operation, path) => path !== '/api/v1/ping' && lacks(operation))).toEqual([]);
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

  it('gives a named schema for every JSON body, and its example is good', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    ajv.addSchema({ $id: 'document', components: document.components });
    const faults = operations.flatMap(({ name, operation }) => {
      const body = operation.requestBody?.content['application/json'];
      if (!body) return [];
      const { $ref } = body.schema;
      if (!$ref) return [`${name}: its body has no name`];
      const example = body.example ?? exampleOf(body.schema);
      const validate = ajv.compile({ $ref: `document${$ref}` });
      return validate(example) ? [] : [`${name}: ${JSON.stringify(example)}: ${ajv.errorsText(validate.errors)}`];
    });

    expect(faults).toEqual([]);
  });

  it('says that null is a value in the JSON Schema of OpenAPI 3.1', () => {
    expect(JSON.stringify(document)).not.toContain('"nullable"');
  });
});

const hasInput = ({ parameters = [], requestBody }: Operation): boolean =>
  requestBody !== undefined || parameters.some(({ in: place }) => place !== 'header');

/** What Swagger UI shows: the example of each field, else a word of its enum or the plainest value of its type. */
function exampleOf(schema: Schema): unknown {
  if (schema.example !== undefined) return schema.example;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  const referred = schema.$ref ?? (schema.oneOf ?? schema.allOf)?.[0]?.$ref;
  if (referred) return exampleOf(document.components.schemas[referred.split('/').at(-1) ?? ''] ?? {});
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([name, { example }]) => example !== undefined || schema.required?.includes(name))
          .map(([name, property]) => [name, exampleOf(property)]),
      );
    case 'array':
      return schema.items ? [exampleOf(schema.items)] : [];
    case 'number':
    case 'integer':
      return 1;
    case 'boolean':
      return true;
    default:
      return schema.format === 'uuid' ? '0192f3c4-5d6e-7f80-8a9b-0c1d2e3f4a5b' : 'text';
  }
}
