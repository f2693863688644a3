import { type ArgumentMetadata, type PipeTransform, ValidationPipe } from '@nestjs/common';
import { getMetadataStorage, type ValidationError } from 'class-validator';

import { cutText, type FieldFault, invalid, isUuid } from '#libs/kernel';

import { accept } from '../fast-path/quick-validation.js';
import { asMeant } from './as-meant.js';
import type { RequestClass } from './request-shape.js';

/** Of a name that the client made up. */
const LONGEST_NAME = 100;

/**
 * Checks bodies and queries against their DTO classes, as they are meant ({@link asMeant}), and tells every fault at once (an answer
 * has the first of them). An unknown field of a body is a fault, and so is an unknown parameter of a query. Nothing is converted by guess:
 * `"false"` stays a string unless the DTO says otherwise.
 */
export class RequestValidationPipe implements PipeTransform {
  private readonly strict = new ValidationPipe(STRICT);

  /** `fastPath`: bodies without a fault are accepted by {@link accept} where it can tell. */
  constructor(private readonly fastPath = true) {}

  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    if (metadata.type === 'custom') return value;
    const type = metadata.metatype as RequestClass | undefined;
    if (metadata.type !== 'body') return this.strict.transform(type && asMeant(type, value, 'query'), metadata);
    const given = value === undefined ? {} : value;
    const body = type ? asMeant(type, given) : given;
    const accepted = type && this.fastPath ? accept(type, body) : undefined;
    return accepted ?? this.strict.transform(withoutListsInLists(body), metadata);
  }
}

/**
 * class-validator looks through a list that stands where an object of a list should, as in `{"items":[[]]}`, and takes it. No field is
 * a list of lists, so each of them counts as null, which it refuses by its place.
 */
export function withoutListsInLists(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => (Array.isArray(item) ? null : withoutListsInLists(item)));
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutListsInLists(member)]));
}

/**
 * class-validator goes through the rules of every class there is for each object that it checks. They do not change once the classes are
 * loaded, so each class is looked up once. With groups or a schema's name, which we do not use, it looks as it did.
 */
function rememberRules(): void {
  const storage = getMetadataStorage();
  const look = storage.getTargetValidationMetadatas.bind(storage);
  const group = storage.groupByPropertyName.bind(storage);
  const rules = new Map<unknown, ReturnType<typeof look>>();
  const grouped = new WeakMap<ReturnType<typeof look>, ReturnType<typeof group>>();
  storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
    // Of a nested object, `schema` is the class that it is nested in, which changes nothing.
    const isPlain = typeof schema !== 'string' && !always && !strictGroups && !groups?.length;
    if (!isPlain) return look(target, schema, always, strictGroups, groups);
    const known = rules.get(target) ?? look(target, schema, always, strictGroups, groups);
    rules.set(target, known);
    return known;
  };
  storage.groupByPropertyName = (metadata) => {
    const known = grouped.get(metadata) ?? group(metadata);
    grouped.set(metadata, known);
    return known;
  };
}

rememberRules();

const STRICT = {
  whitelist: true,
  forbidNonWhitelisted: true,
  transform: true,
  forbidUnknownValues: true,
  validationError: { target: false, value: false },
  exceptionFactory: (errors: ValidationError[]) =>
    invalid(
      'VALIDATION_FAILED',
      'Some fields are not as they should be.',
      errors.flatMap((error) => faultsOf(error, '')),
    ),
} as const;

function faultsOf(error: ValidationError, parent: string): FieldFault[] {
  const property = cutText(error.property, LONGEST_NAME);
  const pointer = `${parent}/${property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
    pointer,
    code: rule === 'whitelistValidation' ? 'UNKNOWN_FIELD' : screamingSnake(rule),
    message: rule === 'whitelistValidation' ? `${property} is not a field of this request` : message,
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => faultsOf(child, pointer))];
}

const screamingSnake = (rule: string): string => rule.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();

/** For `@Param('id', UuidPipe)`: a malformed id is 400. */
export class UuidPipe implements PipeTransform {
  transform(value: unknown, { data = 'id' }: ArgumentMetadata): string {
    if (isUuid(value)) return value.toLowerCase();
    throw invalid('VALIDATION_FAILED', `${data} in the path should be a UUID.`, [
      { pointer: `/${data}`, code: 'IS_UUID', message: `${data} must be a UUID` },
    ]);
  }
}
