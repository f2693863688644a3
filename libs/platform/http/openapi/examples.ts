import type { OpenAPIObject } from '@nestjs/swagger';

type Json = Record<string, unknown>;

/** What stands for any id in an example: a UUID like ours, of nothing. */
export const EXAMPLE_ID = '0192f3c4-5d6e-7f80-8a9b-0c1d2e3f4a5b';

/** What is there once the demo is seeded (apps/console/src/demo-data), so that an example can be sent as it stands. */
export const DEMO_IDS: Readonly<Record<string, string>> = {
  outlet_id: 'e344d3b9-f36a-5b84-b088-2b4deaff3075',
  outlet_ids: 'e344d3b9-f36a-5b84-b088-2b4deaff3075',
  table_id: '616d3537-ab49-572a-bc11-7b5308fa42de',
  user_id: '305beec0-1fdc-5d2f-a20f-9f86266a8498',
  product_id: 'f9f3ca24-9de8-5ae1-95db-8431ef411212',
  category_id: 'f65506e0-2f0f-5e55-b3db-40d5a430aed0',
};

/** A bag of coffee of the demo's shop in São Paulo: the café in Jakarta, which DEMO_IDS has, sends nothing by parcel. */
export const DEMO_COFFEE_ID = '77c1c787-39ed-5cea-bab7-755135fff005';

/** Puts the demo's ids in place of {@link EXAMPLE_ID}, by the name of the field. */
function ofDemo(name: string, value: unknown): unknown {
  if (value === EXAMPLE_ID) return DEMO_IDS[name] ?? value;
  if (Array.isArray(value)) return value.map((item) => ofDemo(name, item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, ofDemo(key, member)]));
}

/**
 * A body as one would send it: the fields that are needed and those that have an example of their own, no others. Swagger UI by itself
 * would fill in every field there is, such as a quantity beside a delta.
 */
export function exampleOf(schema: Json, schemas: Json): unknown {
  if (schema['example'] !== undefined) return schema['example'];
  const values = schema['enum'] as unknown[] | undefined;
  if (values) return values[0];
  const reference = referenceIn(schema);
  if (reference) return exampleOf(schemas[reference] as Json, schemas);
  const { type, items, properties, required = [] } = schema;
  switch (Array.isArray(type) ? (type as unknown[])[0] : type) {
    case 'object':
      return Object.fromEntries(
        Object.entries((properties ?? {}) as Record<string, Json>)
          .filter(([name, property]) => property['example'] !== undefined || (required as string[]).includes(name))
          .map(([name, property]) => [name, exampleOf(property, schemas)]),
      );
    case 'array':
      return items ? [exampleOf(items as Json, schemas)] : [];
    case 'number':
    case 'integer':
      return 1;
    case 'boolean':
      return true;
    default:
      return schema['format'] === 'uuid' ? EXAMPLE_ID : 'text';
  }
}

function referenceIn({ $ref, oneOf, allOf }: Json): string | undefined {
  const [first] = ($ref ? [{ $ref }] : (oneOf ?? allOf ?? [])) as { $ref?: string }[];
  return first?.$ref?.split('/').at(-1);
}

/** Puts the example of each JSON body where Swagger UI takes it from. */
export function withExamples(document: OpenAPIObject): OpenAPIObject {
  const schemas = (document.components?.schemas ?? {}) as Json;
  for (const item of Object.values(document.paths)) {
    for (const { requestBody } of Object.values(item) as { requestBody?: { content?: Record<string, Json> } }[]) {
      const body = requestBody?.content?.['application/json'];
      if (body?.['schema']) body['example'] = ofDemo('', body['example'] ?? exampleOf(body['schema'] as Json, schemas));
    }
  }
  return document;
}
