import type { Type } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';

import { requestShape } from '../validation/request-shape.js';

type Json = Record<string, unknown>;
type Keywords = (constraints: readonly unknown[]) => Json;

/** What class-validator's rules mean in JSON Schema, where the generator does not see them: composed, computed or negative ones. */
const KEYWORDS: Readonly<Record<string, Keywords>> = {
  isInt: () => ({ type: 'integer' }),
  isNumber: () => ({ type: 'number', format: 'double' }),
  min: ([minimum]) => ({ minimum }),
  max: ([maximum]) => ({ maximum }),
  arrayMinSize: ([minItems]) => ({ minItems }),
  arrayMaxSize: ([maxItems]) => ({ maxItems }),
};

/**
 * Adds to each request's schema the limits that its class checks: one of the types that handlers take, or a class with rules of its own.
 * Every field that may be left out may be null (see `asMeant`).
 */
export function withRules(schemas: Readonly<Record<string, Json>>, types: readonly Type[]): Record<string, Json> {
  const limits = limitsByClass(types);
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const known = limits.get(name);
      const properties = schema['properties'] as Record<string, Json> | undefined;
      if (!known || !properties) return [name, schema];
      const limited = Object.entries(properties).map(([field, property]) => [
        field,
        limitedBy(property, known.get(field) ?? {}),
      ]);
      return [name, { ...schema, properties: Object.fromEntries(limited) as Json }];
    }),
  );
}

function limitedBy(property: Json, { type, ...limits }: Json): Json {
  return { ...limits, ...property, ...(property['type'] === 'number' && type !== undefined && { type }) };
}

function limitsByClass(types: readonly Type[]): Map<string, Map<string, Json>> {
  const storage = getMetadataStorage();
  const classes = (storage as unknown as { validationMetadatas: Map<unknown, unknown> }).validationMetadatas.keys();
  const limits = new Map<string, Map<string, Json>>();
  for (const type of new Set([...classes, ...types])) {
    if (typeof type !== 'function') continue;
    const fields = new Map<string, Json>();
    for (const { name, propertyName, constraints, each } of storage.getTargetValidationMetadatas(
      type,
      '',
      false,
      false,
    )) {
      const keywords = each || name === undefined ? undefined : KEYWORDS[name];
      if (keywords) fields.set(propertyName, { ...fields.get(propertyName), ...keywords(constraints as unknown[]) });
    }
    for (const [name, { presence }] of requestShape(type as Type<object>)) {
      if (presence !== 'required') fields.set(name, { ...fields.get(name), nullable: true });
    }
    limits.set(type.name, fields);
  }
  return limits;
}
