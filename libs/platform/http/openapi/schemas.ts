import type { OpenAPIObject } from '@nestjs/swagger';

export type Json = Record<string, unknown>;
export type Schemas = Readonly<Record<string, Json>>;

/** The names of schemas that what clients send, and what they are answered, lead to. */
export interface Reach {
  readonly sent: ReadonlySet<string>;
  readonly answered: ReadonlySet<string>;
}

const REFERENCE = '#/components/schemas/';

export const referTo = (name: string): Json => ({ $ref: `${REFERENCE}${name}` });

/** The name of the schema that a `$ref` leads to. */
export const nameIn = ({ $ref }: Json): string | undefined =>
  typeof $ref === 'string' && $ref.startsWith(REFERENCE) ? $ref.slice(REFERENCE.length) : undefined;

/** Applies the change to every object in the value, inner ones first. */
export function mapObjects(value: unknown, change: (object: Json) => Json): unknown {
  if (Array.isArray(value)) return value.map((item) => mapObjects(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return change(Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mapObjects(member, change)])));
}

export function reachOf({ paths }: Pick<OpenAPIObject, 'paths'>, schemas: Schemas): Reach {
  const operations = Object.values(paths).flatMap((item) => Object.values(item as Json) as Json[]);
  return {
    sent: namesUnder(
      operations.map(({ parameters, requestBody }) => [parameters, requestBody]),
      schemas,
    ),
    answered: namesUnder(
      operations.map(({ responses }) => responses),
      schemas,
    ),
  };
}

function namesUnder(roots: unknown, schemas: Schemas): Set<string> {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    mapObjects(value, (object) => {
      const name = nameIn(object);
      if (name !== undefined && !found.has(name)) {
        found.add(name);
        visit(schemas[name]);
      }
      return object;
    });
  };
  visit(roots);
  return found;
}

/**
 * A schema that is both sent and answered becomes two: what is sent is closed (an unknown field is refused), what is answered is open (a
 * later version may tell more).
 */
export function withSeparateAnswers(document: OpenAPIObject, schemas: Schemas): [OpenAPIObject, Schemas] {
  const { sent, answered } = reachOf(document, schemas);
  const shared = [...sent].filter((name) => answered.has(name) && schemas[name]?.['type'] === 'object');
  const renamed = new Map(shared.map((name) => [name, `${name}Response`]));
  const toAnswer = (object: Json): Json => {
    const next = renamed.get(nameIn(object) ?? '');
    return next === undefined ? object : { ...object, ...referTo(next) };
  };
  const ofAnswers = [...answered].filter((name) => !sent.has(name));
  const paths = mapObjects(document.paths, (object) =>
    object['responses'] ? { ...object, responses: mapObjects(object['responses'], toAnswer) } : object,
  );
  return [
    { ...document, paths: paths as OpenAPIObject['paths'] },
    {
      ...schemas,
      ...Object.fromEntries(ofAnswers.map((name) => [name, mapObjects(schemas[name], toAnswer) as Json])),
      ...Object.fromEntries(
        shared.map((name) => [renamed.get(name)!, mapObjects(schemas[name], toAnswer) as Json] as const),
      ),
    },
  ];
}

/** OpenAPI 3.0 ignores whatever stands beside a `$ref`, and `nullable` without a `type`: a reference that may be null says both. */
export function withPlainReferences(value: unknown, schemas: Schemas): unknown {
  return mapObjects(value, ({ allOf, $ref, ...rest }) => {
    const [first, ...more] = ($ref === undefined ? (allOf ?? []) : [{ $ref }]) as Json[];
    if (!first || more.length > 0) return { ...rest, ...(allOf !== undefined && { allOf }) };
    if (Object.keys(rest).length === 0) return first;
    const target = schemas[nameIn(first) ?? ''];
    return { ...rest, ...(rest['nullable'] === true && { type: target?.['type'] }), allOf: [first] };
  });
}
