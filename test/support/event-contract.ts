import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

interface Row {
  readonly type: string;
  readonly payload: unknown;
}

let schemas: Readonly<Record<string, object>> | undefined;
const checks = new Map<string, ValidateFunction>();
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);

/** What asyncapi.json does not say of these events: each type once. Empty when it says it all. */
export function eventFaults(rows: readonly Row[]): string[] {
  const faults = new Map<string, string>();
  for (const { type, payload } of rows) {
    const check = checkOf(type);
    if (check?.(payload) || faults.has(type)) continue;
    const what = check ? check.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`).join('; ') : '';
    faults.set(type, check ? `${type}: ${what}: ${JSON.stringify(payload)}` : `${type} is not in asyncapi.json`);
  }
  return [...faults.values()];
}

/** Compiled when the first event of its type is met: most test files write a few types, and a compilation of all takes half a second. */
function checkOf(type: string): ValidateFunction | undefined {
  schemas ??= readSchemas();
  const known = checks.get(type);
  const schema = schemas[type];
  if (known || !schema) return known;
  const check = ajv.compile(schema);
  checks.set(type, check);
  return check;
}

function readSchemas(): Readonly<Record<string, object>> {
  const file = join(import.meta.dirname, '..', '..', 'asyncapi.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { components: { schemas: Record<string, object> } }).components
    .schemas;
}
