import type { Type } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';

import { withExamples } from './openapi-examples.js';
import { withRules } from './openapi-rules.js';

type Json = Record<string, unknown>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const ID_NAME = /(^|_|[a-z])id$/;

/**
 * What the generator leaves to do: one order of paths, methods and schemas whatever the order of the modules, ids in paths typed as
 * UUIDs, 3.0's `nullable` said in the JSON Schema of 3.1, and an example of every body.
 */
export function finishDocument(document: OpenAPIObject, types: readonly Type[]): OpenAPIObject {
  const paths = Object.entries(document.paths).map(([path, item]) => [path, inOrder(item as Json)] as const);
  const { schemas = {}, ...components } = document.components ?? {};
  return withExamples(
    withoutNullable({
      ...document,
      paths: sorted(Object.fromEntries(paths)),
      components: { ...components, schemas: sorted(withRules(schemas as Record<string, Json>, types)) },
    }) as OpenAPIObject,
  );
}

function inOrder(path: Json): Json {
  const { parameters, ...rest } = path;
  const operations = METHODS.filter((method) => method in rest).map((method) => [
    method,
    withParameters(rest[method] as Json),
  ]);
  return { ...(parameters !== undefined && { parameters }), ...Object.fromEntries(operations) } as Json;
}

function withParameters(operation: Json): Json {
  const parameters = operation['parameters'] as Json[] | undefined;
  return parameters ? { ...operation, parameters: parameters.map(withUuid).map(described) } : operation;
}

/** What the same filter means in every list that does not say it in words of its own. */
const FILTERS: Readonly<Record<string, string>> = {
  outlet_id: 'Of this outlet alone; of all of yours when left out.',
  product_id: 'Of this product alone.',
  category_id: 'Of this category alone.',
  order_id: 'Of this order alone.',
  payment_id: 'Of this payment alone.',
  shift_id: 'Of this shift alone.',
  table_id: 'Of this table alone.',
  table_session_id: 'Of this sitting alone.',
  user_id: 'Of this person alone.',
  subject_id: 'About this thing alone: the id of an order, a shift, ….',
  status: 'Of this status alone.',
  payment_status: 'Of this payment status alone.',
  state: 'In this state alone.',
  type: 'Of this type alone.',
  kind: 'Of this kind alone.',
  role: 'Of this role alone.',
  model: 'Of this model alone: 55 is NF-e, 65 is NFC-e.',
  method: 'Paid by this method alone.',
  provider: 'Of this gateway alone.',
  verdict: 'Of this verdict alone: whether the signature was good.',
  active: '`true`: only those that count now; `false`: only the others.',
  featured: '`true`: only featured ones; `false`: only the others.',
  sku: 'With exactly this code.',
  barcode: 'With exactly this barcode.',
  from: 'From this date on, in the time zone of the outlet.',
  to: 'Up to this date, and with it.',
  by: 'What counts: pieces or money.',
  group_by: 'What the figures are summed by.',
  format: 'In place of the Accept header.',
  reason: 'For the record; in the query, for clients that send no body with DELETE.',
};

const described = (parameter: Json): Json => {
  const text = parameter['in'] === 'query' ? FILTERS[String(parameter['name'])] : undefined;
  return text === undefined || parameter['description'] ? parameter : { ...parameter, description: text };
};

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
