import { type Json, referTo, type Schemas } from './schemas.js';

/** Names of properties that say nothing without their schema's. */
const TOO_GENERAL = new Set(['kind', 'type', 'state', 'status', 'method', 'code']);

/** What Java has in a package that its generated code imports whole; a second class of the name does not compile. */
const OF_JAVA = new Set(['Currency', 'Date', 'Locale', 'Map', 'Optional', 'Set', 'TimeZone']);

interface Place {
  readonly owner: string;
  readonly property: string;
  readonly schema: Json;
}

/**
 * Gives every list of words that stands inside a schema a name of its own, so that clients get one type for it wherever it is used:
 * the property's name where several schemas use the same words under the same name, else the schema's and the property's.
 */
export function withNamedEnums(schemas: Schemas): Schemas {
  const names = namesOf(placesIn(schemas), schemas);
  const named: Record<string, Json> = {};
  const replaced = Object.entries(schemas).map(([owner, schema]) => {
    const properties = schema['properties'] as Record<string, Json> | undefined;
    if (!properties) return [owner, schema] as const;
    const changed = Object.entries(properties).map(([property, own]) => {
      const isList = own['type'] === 'array';
      const words = wordsOf(isList ? (own['items'] as Json) : own);
      const name = words && names.get(keyOf(words));
      if (!words || !name) return [property, own] as const;
      named[name] = { type: 'string', enum: words };
      if (isList) return [property, { ...own, items: referTo(name) }] as const;
      // A default beside a reference becomes a text in generated Java, which is no word of the list.
      const { type: _type, enum: _enum, default: usual, description, ...rest } = own;
      const said = [description, usual !== undefined && `Default: ${JSON.stringify(usual)}.`].filter(Boolean).join(' ');
      return [property, { ...rest, ...(said && { description: said }), allOf: [referTo(name)] }] as const;
    });
    return [owner, { ...schema, properties: Object.fromEntries(changed) }] as const;
  });
  return withNamedWords({ ...Object.fromEntries(replaced), ...named });
}

/** Go's generator makes a constant of each word, all in one namespace: each is named after its enum. */
const withNamedWords = (schemas: Schemas): Schemas =>
  Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const words = wordsOf(schema);
      if (!words) return [name, schema];
      return [name, { ...schema, 'x-enum-varnames': words.map((word) => `${screaming(name)}_${screaming(word)}`) }];
    }),
  );

/** A word as the name of a constant: `out_for_delivery`, `pt-BR` and `OrderType` are OUT_FOR_DELIVERY, PT_BR and ORDER_TYPE. */
export const screaming = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/\W+/g, '_')
    .toUpperCase();

function placesIn(schemas: Schemas): Place[] {
  return Object.entries(schemas).flatMap(([owner, { properties = {} }]) =>
    Object.entries(properties as Record<string, Json>).map(([property, schema]) => ({ owner, property, schema })),
  );
}

function namesOf(places: readonly Place[], schemas: Schemas): Map<string, string> {
  const groups = new Map<string, Place[]>();
  for (const place of places) {
    const words = wordsOf(place.schema['type'] === 'array' ? (place.schema['items'] as Json) : place.schema);
    if (words) groups.set(keyOf(words), [...(groups.get(keyOf(words)) ?? []), place]);
  }
  // The words of a schema that has a name already go by it.
  const known = Object.entries(schemas).flatMap(([name, schema]) => {
    const words = wordsOf(schema);
    return words ? [[keyOf(words), name] as const] : [];
  });
  const names = new Map(known);
  // Go has one namespace for types and the words of enums.
  const words = [...Object.values(schemas), ...places.map(({ schema }) => schema)].flatMap(
    (schema) => wordsOf(schema) ?? [],
  );
  const taken = new Set([...Object.keys(schemas), ...words.map(pascal)]);
  for (const [key, group] of groups) {
    if (names.has(key)) continue;
    const { owner, property } = group[0]!;
    const common = commonest(group.map((place) => place.property));
    const name =
      common && !TOO_GENERAL.has(common) && !taken.has(pascal(common))
        ? `${pascal(common)}${OF_JAVA.has(pascal(common)) ? 'Code' : ''}`
        : `${owner.replace(/(Request|Response)$/, '')}${pascal(property)}`;
    names.set(key, name);
    taken.add(name);
  }
  return names;
}

/** The text that stands there most often, and more than once. */
function commonest(texts: readonly string[]): string | undefined {
  const times = (text: string) => texts.filter((other) => other === text).length;
  const most = texts.reduce((best, text) => (times(text) > times(best) ? text : best), '');
  return times(most) > 1 ? most : undefined;
}

function wordsOf(schema: Json): string[] | undefined {
  const words = (schema['enum'] as unknown[] | undefined)?.filter((word) => word !== null);
  return words?.every((word) => typeof word === 'string') ? words : undefined;
}

const keyOf = (words: readonly string[]): string => [...words].sort().join('\n');

const pascal = (name: string): string =>
  name
    .replace(/s$/, (end) => (name.endsWith('ss') || name.endsWith('us') ? end : ''))
    .replace(/(^|_)([a-z])/g, (_, _bar, letter: string) => letter.toUpperCase());
