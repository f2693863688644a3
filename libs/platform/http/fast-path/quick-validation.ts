import type { Type } from '@nestjs/common';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { getMetadataStorage, ValidationTypes } from 'class-validator';

type Class = Type<object>;
type Fields = Record<string, unknown>;

/** One rule of a field, as its decorator says it. */
type Rule = (value: unknown, object: object) => boolean;

interface Field {
  /** When one of them says no, the field's rules do not count. */
  readonly conditions: readonly Rule[];
  readonly rules: readonly Rule[];
  /** The class of a nested object, or of each object of a list. */
  readonly nested?: Class;
}

type Shape = ReadonlyMap<string, Field>;

const REFUSED = Symbol('refused');
const shapes = new Map<Class, Shape | null>();

/**
 * What class-transformer and class-validator would make of a body, when it is certain that they would find no fault: an instance of the
 * class, in a fraction of their time. Undefined for everything else, a fault or not: they have to look, and word what they find. The
 * rules are read off the classes once; a class that says something else than rules and nested classes is left to them altogether.
 */
export function accept(type: Type<object>, body: unknown): object | undefined {
  const made = isPlainObject(body) ? make(type, body) : REFUSED;
  return made === REFUSED ? undefined : made;
}

function make(type: Class, body: Fields): object | typeof REFUSED {
  const shape = shapeOf(type);
  if (!shape) return REFUSED;
  const instance = new type() as Fields;
  for (const key of Object.keys(body)) {
    const field = shape.get(key);
    if (!field) return REFUSED;
    const value = copied(body[key], field);
    if (value === REFUSED) return REFUSED;
    instance[key] = value;
  }
  for (const [name, { conditions, rules, nested }] of shape) {
    const value = instance[name];
    if (!conditions.every((applies) => applies(value, instance))) continue;
    if (!rules.every((holds) => holds(value, instance))) return REFUSED;
    if (nested && value !== undefined && typeof value !== 'object') return REFUSED;
  }
  return instance;
}

/** The value as class-transformer copies it: nested objects as instances, lists anew. */
function copied(value: unknown, { nested }: Field): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const list: unknown[] = [];
    for (const item of value as unknown[]) {
      const made = nested ? madeOf(nested, item) : typeof item === 'object' ? REFUSED : item;
      if (made === REFUSED) return REFUSED;
      list.push(made);
    }
    return list;
  }
  return nested ? madeOf(nested, value) : REFUSED;
}

const madeOf = (type: Class, value: unknown) => (isPlainObject(value) ? make(type, value) : REFUSED);

const isPlainObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

function shapeOf(type: Class): Shape | null {
  let shape = shapes.get(type);
  if (shape === undefined) shapes.set(type, (shape = readShape(type)));
  return shape;
}

function readShape(type: Class): Shape | null {
  if (typeof type !== 'function' || isRenamed(type)) return null;
  const storage = getMetadataStorage();
  const rulesByField = storage.groupByPropertyName(storage.getTargetValidationMetadatas(type, '', false, false));
  const fields = new Map<string, Field>();
  for (const [name, metadata] of Object.entries(rulesByField)) {
    const field = readField(type, name, metadata);
    if (!field) return null;
    fields.set(name, field);
  }
  return fields.size > 0 ? fields : null;
}

/** Fields under other names, or left out, are class-transformer's business. */
const isRenamed = (type: Class): boolean =>
  defaultMetadataStorage.getStrategy(type) !== 'none' ||
  defaultMetadataStorage.getExposedMetadatas(type).length + defaultMetadataStorage.getExcludedMetadatas(type).length >
    0;

type Metadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

function readField(type: Class, name: string, metadata: readonly Metadata[]): Field | null {
  const conditions: Rule[] = [];
  const rules: Rule[] = [];
  let isNested = false;
  for (const entry of metadata) {
    if (entry.type === ValidationTypes.CONDITIONAL_VALIDATION) {
      const [condition] = entry.constraints as [(object: object, value: unknown) => boolean];
      conditions.push((value, object) => condition(object, value));
    } else if (entry.type === ValidationTypes.NESTED_VALIDATION) {
      isNested = true;
    } else if (entry.type === ValidationTypes.CUSTOM_VALIDATION) {
      const read = readRules(type, entry);
      if (!read) return null;
      rules.push(...read);
    } else if (entry.type !== ValidationTypes.WHITELIST) {
      return null;
    }
  }
  const nested = nestedClass(type, name);
  if (nested === REFUSED || isNested !== (nested !== undefined)) return null;
  return { conditions, rules, nested };
}

function readRules(
  type: Class,
  { constraintCls, constraints, each, propertyName, validateIf }: Metadata,
): Rule[] | null {
  const validators = getMetadataStorage().getTargetValidatorConstraints(constraintCls);
  if (validateIf || validators.some((validator) => validator.async)) return null;
  return validators.map(({ instance }): Rule => {
    const validator = instance;
    const holds = (item: unknown, value: unknown, object: object): boolean =>
      validator.validate(item, { value, constraints, object, property: propertyName, targetName: type.name }) === true;
    return (value, object) =>
      each && Array.isArray(value) ? value.every((item) => holds(item, value, object)) : holds(value, value, object);
  });
}

/** The class that `@Type` gives the field, when it is always the same one and nothing else changes the value. */
function nestedClass(type: Class, name: string): Class | undefined | typeof REFUSED {
  const own = Object.getOwnPropertyDescriptor(type.prototype, name);
  if (
    own ||
    TO_CLASS.some((direction) => defaultMetadataStorage.findTransformMetadatas(type, name, direction).length > 0)
  ) {
    return REFUSED;
  }
  const metadata = defaultMetadataStorage.findTypeMetadata(type, name);
  if (!metadata) return undefined;
  const { typeFunction, options } = metadata;
  if (typeFunction.length > 0 || options?.discriminator) return REFUSED;
  return typeFunction() as Class;
}

/** class-transformer's direction from plain objects to classes. */
const TO_CLASS = [0];
