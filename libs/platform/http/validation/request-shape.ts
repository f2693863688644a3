import type { Type } from '@nestjs/common';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { buildMessage, getMetadataStorage, ValidateBy, ValidationTypes } from 'class-validator';

import type { TextKind } from '#libs/kernel';

export type RequestClass = Type<object>;

/** What is done to a field of a request before its rules are asked. */
export interface RequestField {
  /** `required`: null is a fault. `optional`: null is left out. `nullable`: null has a meaning of its own, such as to clear the field. */
  readonly presence: 'required' | 'optional' | 'nullable';
  /** An id: an empty text is the same as null. */
  readonly isId: boolean;
  /** How its text is cleaned. */
  readonly text?: TextKind;
  /** How many entries its list may have, and what is said of more. */
  readonly mostItems?: { readonly most: number; readonly message: string };
  /** The class of a nested object, or of each object of a list. */
  readonly nested?: RequestClass;
}

export type RequestShape = ReadonlyMap<string, RequestField>;

const CLEANED = 'isCleaned';
const shapes = new Map<RequestClass, RequestShape>();

/**
 * The field's text is cleaned before its rules are asked (see `cleanText`). Said as a rule that always holds, so that the classes that are
 * made of others by `PartialType`, `PickType` and `OmitType` have it too.
 */
export const Cleaned = (kind: TextKind): PropertyDecorator =>
  ValidateBy({
    name: CLEANED,
    constraints: [kind],
    validator: { validate: () => true, defaultMessage: buildMessage(() => '$property') },
  });

/** The fields of a request's class by name, read off its decorators once. */
export function requestShape(type: RequestClass): RequestShape {
  let shape = shapes.get(type);
  if (!shape) shapes.set(type, (shape = readShape(type)));
  return shape;
}

type Metadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

function readShape(type: RequestClass): RequestShape {
  const storage = getMetadataStorage();
  const byField = storage.groupByPropertyName(storage.getTargetValidationMetadatas(type, '', false, false));
  return new Map(Object.entries(byField).map(([name, rules]) => [name, readField(type, name, rules)]));
}

function readField(type: RequestClass, name: string, rules: readonly Metadata[]): RequestField {
  const single = rules.filter(({ each }) => !each);
  const isNested = rules.some((rule) => rule.type === ValidationTypes.NESTED_VALIDATION);
  const most = single.find((rule) => rule.name === 'arrayMaxSize')?.constraints as [number] | undefined;
  return {
    presence: presenceOf(rules),
    isId: single.some((rule) => rule.name === 'isUuid'),
    text: (single.find((rule) => rule.name === CLEANED)?.constraints as [TextKind] | undefined)?.[0],
    mostItems: most && { most: most[0], message: `${name} must contain no more than ${most[0]} elements` },
    nested: isNested
      ? (defaultMetadataStorage.findTypeMetadata(type, name)?.typeFunction() as RequestClass)
      : undefined,
  };
}

type Condition = (object: object, value: unknown) => boolean;

/** Told by what the conditions of the rules say to null: `@IsOptional` lets it through to who knows its meaning, the others do not. */
function presenceOf(rules: readonly Metadata[]): RequestField['presence'] {
  const conditions = rules
    .filter((rule) => rule.type === ValidationTypes.CONDITIONAL_VALIDATION)
    .map((rule) => (rule.constraints as [Condition])[0]);
  if (conditions.length === 0) return 'required';
  return conditions.some((applies) => !applies({}, null)) ? 'nullable' : 'optional';
}
