import type { Json } from './schemas.js';

const LARGEST_INT32 = 2_147_483_647;
const ID = /(^|_)id$/;
const IDS = /_ids$/;
/** Any text: given by callers, payment gateways, mail and tax services, or what an audit record is about (`all`, `nobody`). */
const IDS_OF_OTHERS = new Set(['request_id', 'event_id', 'message_id', 'company_id', 'subject_id']);
const INSTANT = /_at$/;
const DATE = /(^|_)date$/;
const RATE = /(^|_)rate$/;

/**
 * What TypeScript does not say of a number: all of ours are whole (money is in minor units), but for rates and for what is declared
 * `format: 'double'`. Generators take `number` for a float, in which money has no place.
 */
export function numbered(name: string, schema: Json): Json {
  const { type, format, ...rest } = schema;
  if (type === 'array') return { ...schema, items: numbered('', schema['items'] as Json) };
  if (type !== 'number' && type !== 'integer') return schema;
  const isFraction = format === 'double' || (type === 'number' && RATE.test(name));
  if (isFraction) return { type: 'number', format: 'double', ...rest };
  const most = schema['maximum'];
  return { type: 'integer', format: typeof most === 'number' && most <= LARGEST_INT32 ? 'int32' : 'int64', ...rest };
}

/** What the names of an answer's texts promise: ids are UUIDs, `…_at` is an instant, `…_date` a day. A format of its own counts first, and what has a length of its own is no UUID. */
export function named(name: string, schema: Json): Json {
  const { type, format, items, maxLength } = schema;
  if (type === 'array' && IDS.test(name)) return { ...schema, items: named('id', items as Json) };
  if (type !== 'string' || format !== undefined || maxLength !== undefined || schema['enum'] !== undefined)
    return schema;
  const promised =
    ID.test(name) && !IDS_OF_OTHERS.has(name)
      ? 'uuid'
      : INSTANT.test(name)
        ? 'date-time'
        : DATE.test(name)
          ? 'date'
          : undefined;
  return promised === undefined ? schema : { ...schema, format: promised };
}

/** Applies the change to every property of a schema, by name. */
export function withProperties(schema: Json, change: (name: string, property: Json) => Json): Json {
  const properties = schema['properties'] as Record<string, Json> | undefined;
  if (!properties) return schema;
  const changed = Object.entries(properties).map(([name, property]) => [name, change(name, property)] as const);
  return { ...schema, properties: Object.fromEntries(changed) };
}
