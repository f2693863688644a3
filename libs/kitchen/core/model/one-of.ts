import { invalid } from '#libs/kernel';

/** Throws `VALIDATION_FAILED` (400) unless exactly one of these fields is given. */
export function assertOneOf(fields: Readonly<Record<string, unknown>>): void {
  const names = Object.keys(fields);
  const given = names.filter((name) => fields[name] !== undefined);
  if (given.length === 1) return;
  throw invalid('VALIDATION_FAILED', 'Some fields are not as they should be.', [
    { pointer: `/${given[1] ?? names[0] ?? ''}`, code: 'ONE_OF', message: `send one of ${names.join(', ')}` },
  ]);
}
