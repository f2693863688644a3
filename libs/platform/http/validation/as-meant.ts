import { cleanText, type FieldFault, invalid } from '#libs/kernel';

import { type RequestClass, type RequestField, requestShape } from './request-shape.js';

type Fields = Record<string, unknown>;

/** Where values come from: in a query, an empty text is what a form sends for a field that was left empty. */
type Place = 'body' | 'query';

/**
 * The request as its client meant it, before its rules are asked: optional fields that are null are left out, and ids that are empty with
 * them; texts are cleaned. The only place that does either, for every request. What is given stays as it is.
 *
 * Throws `VALIDATION_FAILED` (400) for lists that are too long: nobody looks at their entries.
 */
export function asMeant(type: RequestClass, value: unknown, place: Place = 'body'): unknown {
  if (!isRecord(value)) return value;
  const tooLong: FieldFault[] = [];
  const meant = meantBy(type, value, place, '', tooLong);
  if (tooLong.length > 0) throw invalid('VALIDATION_FAILED', 'Some fields are not as they should be.', tooLong);
  return meant;
}

function meantBy(type: RequestClass, given: Fields, place: Place, pointer: string, tooLong: FieldFault[]): Fields {
  const shape = requestShape(type);
  let changed: Fields | undefined;
  for (const name of Object.keys(given)) {
    const field = shape.get(name);
    if (!field) continue;
    const value = given[name];
    const meant = fieldMeantBy(field, value, place, `${pointer}/${name}`, tooLong);
    if (meant === value) continue;
    changed ??= { ...given };
    if (meant === undefined) delete changed[name];
    else changed[name] = meant;
  }
  return changed ?? given;
}

function fieldMeantBy(
  field: RequestField,
  value: unknown,
  place: Place,
  pointer: string,
  tooLong: FieldFault[],
): unknown {
  if (value === null) return field.presence === 'optional' ? undefined : null;
  if (typeof value === 'string') return textMeantBy(field, value, place);
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return listMeantBy(field, value, place, pointer, tooLong);
  return field.nested && isRecord(value) ? meantBy(field.nested, value, place, pointer, tooLong) : value;
}

function textMeantBy({ presence, isId, text }: RequestField, value: string, place: Place): unknown {
  if (value === '' && presence !== 'required' && (isId || place === 'query')) {
    return presence === 'nullable' && place === 'body' ? null : undefined;
  }
  return text ? cleanText(text, value) : value;
}

function listMeantBy(
  { mostItems, nested }: RequestField,
  list: readonly unknown[],
  place: Place,
  pointer: string,
  tooLong: FieldFault[],
): readonly unknown[] {
  if (mostItems && list.length > mostItems.most) {
    tooLong.push({ pointer, code: 'ARRAY_MAX_SIZE', message: mostItems.message });
    return list;
  }
  if (!nested) return list;
  const meant = list.map((item, index) =>
    isRecord(item) ? meantBy(nested, item, place, `${pointer}/${index}`, tooLong) : item,
  );
  return meant.some((item, index) => item !== list[index]) ? meant : list;
}

/** Queries are parsed into objects without a prototype. */
function isRecord(value: unknown): value is Fields {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
