import type { Type } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';

import { type Handler, rolesOf, securityOf } from './access.js';
import { screaming, withNamedEnums } from './enums.js';
import { problemExamples, withErrors } from './errors.js';
import { withExamples } from './examples.js';
import { named, numbered, withProperties } from './formats.js';
import { withHeaders } from './headers.js';
import { withRules } from './rules.js';
import { type Json, reachOf, type Schemas, withPlainReferences, withSeparateAnswers } from './schemas.js';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const ID_NAME = /(^|_|[a-z])id$/;

/**
 * What the generator leaves to do, in one place for all: who may call each operation, what is required, formats of numbers, ids and
 * instants, closed requests and open answers, names of enums, an example of every body; and one order of paths, methods and schemas
 * whatever the order of the modules.
 */
export function finishDocument(
  document: OpenAPIObject,
  handlers: readonly Handler[],
  types: readonly Type[],
): OpenAPIObject {
  const byId = new Map(handlers.map((handler) => [handler.name, handler]));
  const { schemas = {}, ...components } = document.components ?? {};
  const paths = Object.entries(document.paths).map(
    ([path, item]) => [path, inOrder(item as Json, byId, schemas as Schemas)] as const,
  );
  const [separate, all] = withSeparateAnswers(
    { ...document, paths: sorted(Object.fromEntries(paths)) },
    withRules(schemas as Record<string, Json>, types),
  );
  const finished = withNamedEnums(typed(separate, all));
  const whole = { ...separate, components: { ...components, schemas: sorted(finished), examples: problemExamples() } };
  return withExamples(withPlainReferences(whole, finished) as OpenAPIObject);
}

/** Gateways decide what is in their webhooks: those stay open. */
const IS_OF_A_GATEWAY = /^(?:Midtrans|OpenPix|ProPay|Stripe)Webhook$/;

function typed(document: OpenAPIObject, schemas: Schemas): Schemas {
  const { sent, answered } = reachOf(document, schemas);
  return Object.fromEntries(
    Object.entries(schemas)
      .filter(([name]) => sent.has(name) || answered.has(name))
      .map(([name, schema]) => {
        const whole = withProperties(schema, numbered);
        if (answered.has(name)) return [name, withProperties(whole, named)];
        const isClosed = schema['type'] === 'object' && !IS_OF_A_GATEWAY.test(name);
        return [name, { ...whole, ...(isClosed && { additionalProperties: false }) }];
      }),
  );
}

function inOrder(path: Json, handlers: ReadonlyMap<string, Handler>, schemas: Schemas): Json {
  const { parameters, ...rest } = path;
  const operations = METHODS.filter((method) => method in rest).map((method) => [
    method,
    told(withParameters(rest[method] as Json), handlers, schemas),
  ]);
  return { ...(parameters !== undefined && { parameters }), ...Object.fromEntries(operations) } as Json;
}

function withParameters(operation: Json): Json {
  const parameters = operation['parameters'] as Json[] | undefined;
  return parameters
    ? { ...operation, parameters: parameters.map(withUuid).map(optional).map(withWordNames).map(described) }
    : operation;
}

/** What has a default may be left out. Everything in a query is text to Nest; numbers are whole. */
const optional = (parameter: Json): Json => {
  const schema = numbered('', parameter['schema'] as Json);
  const hasDefault = schema['default'] !== undefined;
  return { ...parameter, schema, ...(hasDefault && { required: false }) };
};

/**
 * Generated Kotlin makes an enum of each list of words in a query: `name` is a member that its enums have already, and the default of a list of
 * numbers refers to a word that there is none of, so that default is said in words.
 */
const withWordNames = (parameter: Json): Json => {
  const { default: usual, ...schema } = parameter['schema'] as Json & { enum?: unknown[]; default?: unknown };
  if (!schema.enum) return parameter;
  if (schema['type'] === 'string') {
    const names = schema.enum.map((word) => screaming(String(word).replace(/^-(.*)/, '$1_descending')));
    return { ...parameter, schema: { ...(parameter['schema'] as Json), 'x-enum-varnames': names } };
  }
  if (usual === undefined) return parameter;
  const description = `${typeof parameter['description'] === 'string' ? `${parameter['description']} ` : ''}Default: ${JSON.stringify(usual)}.`;
  return { ...parameter, schema, description };
};

/** Says who may call it, in `security` for clients and in words for people; what it answers with, and what it refuses. */
function told(operation: Json, handlers: ReadonlyMap<string, Handler>, schemas: Schemas): Json {
  const handler = handlers.get(String(operation['operationId']));
  if (!handler) return operation;
  const roles = rolesOf(handler).join(', ');
  const { description, summary } = operation as { description?: string; summary?: string };
  const text = description ?? `${summary ?? ''}.`;
  const answered = withErrors(withHeaders(operation, handler, schemas));
  return {
    ...answered,
    description: roles ? `${text}\n\nFor ${roles}.` : text,
    security: securityOf(handler),
  };
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

const sorted = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
