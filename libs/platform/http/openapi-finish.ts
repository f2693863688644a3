import type { OpenAPIObject } from '@nestjs/swagger';

import { withExamples } from './openapi-examples.js';

type Json = Record<string, unknown>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const ID_NAME = /(^|_|[a-z])id$/;

/**
 * What the generator leaves to do: one order of paths, methods and schemas whatever the order of the modules, ids in paths typed as
 * UUIDs, 3.0's `nullable` said in the JSON Schema of 3.1, and an example of every body.
 */
export function finishDocument(document: OpenAPIObject): OpenAPIObject {
  const paths = Object.entries(document.paths).map(([path, item]) => [path, inOrder(item as Json)] as const);
  const { schemas = {}, ...components } = document.components ?? {};
  return withExamples(
    withoutNullable({
      ...document,
      paths: sorted(Object.fromEntries(paths)),
      components: { ...components, schemas: sorted(schemas) },
    }) as OpenAPIObject,
  );
}

function inOrder(path: Json): Json {
  const { parameters, ...rest } = path;
  const operations = METHODS.filter((method) => method in rest).map((method) => [
    method,
    withUuids(rest[method] as Json),
  ]);
  return { ...(parameters !== undefined && { parameters }), ...Object.fromEntries(operations) } as Json;
}

function withUuids(operation: Json): Json {
  const parameters = operation['parameters'] as Json[] | undefined;
  return parameters ? { ...operation, parameters: parameters.map(withUuid) } : operation;
}

const withUuid = (parameter: Json): Json =>
  parameter['in'] === 'path' && ID_NAME.test(String(parameter['name']))
    ? { ...parameter, schema: { ...(parameter['schema'] as Json), format: 'uuid' } }
    : parameter;

function withoutNullable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNullable);
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, withoutNullable(member)]),
  );
  if (typeof nullable !== 'boolean') return nullable === undefined ? rest : { ...rest, nullable };
  return nullable ? orNull(rest) : rest;
}

function orNull({ type, allOf, oneOf, $ref, enum: values, ...rest }: Json): Json {
  const referenced = ($ref ? [{ $ref }] : (oneOf ?? allOf)) as Json[] | undefined;
  if (referenced) return { ...rest, oneOf: [...referenced, { type: 'null' }] };
  return {
    ...(type !== undefined && { type: [type, 'null'] }),
    ...(values !== undefined && { enum: [...(values as unknown[]), null] }),
    ...rest,
  };
}

const sorted = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
