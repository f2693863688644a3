import { type ArgumentMetadata, type PipeTransform, type Type, ValidationPipe } from '@nestjs/common';
import { getMetadataStorage, type ValidationError } from 'class-validator';

import { type FieldFault, invalid, isUuid } from '#libs/kernel';

import { accept } from './quick-validation.js';

/**
 * Checks bodies and queries against their DTO classes and tells every fault at once. An unknown field of a body is a fault; an unknown
 * query parameter is left out. Nothing is converted by guess: `"false"` stays a string unless the DTO says otherwise.
 */
export class RequestValidationPipe implements PipeTransform {
  private readonly body = new ValidationPipe({ ...SHARED, forbidNonWhitelisted: true });
  private readonly other = new ValidationPipe(SHARED);

  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    if (metadata.type === 'custom') return value;
    if (metadata.type !== 'body') return this.other.transform(value, metadata);
    const body = value === undefined ? {} : value;
    const type = metadata.metatype as Type<object> | undefined;
    return (type && accept(type, body)) ?? this.body.transform(withoutListsInLists(body), metadata);
  }
}

/**
 * class-validator looks through a list that stands where an object of a list should, as in `{"items":[[]]}`, and takes it. No field is
 * a list of lists, so each of them counts as null, which it refuses by its place.
 */
export function withoutListsInLists(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => (Array.isArray(item) ? null : withoutListsInLists(item)));
  if (typeof value !== 'object' || value === null) return value;
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

const SHARED = {
  whitelist: true,
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
  const pointer = `${parent}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
    pointer,
    code: rule === 'whitelistValidation' ? 'UNKNOWN_FIELD' : screamingSnake(rule),
    message: rule === 'whitelistValidation' ? `${error.property} is not a field of this request` : message,
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
