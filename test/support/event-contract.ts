import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

interface Row {
  readonly type: string;
  readonly payload: unknown;
}

let schemas: ReadonlyMap<string, ValidateFunction> | undefined;

/** What asyncapi.json does not say of these events: each type once. Empty when it says it all. */
export function eventFaults(rows: readonly Row[]): string[] {
  schemas ??= readSchemas();
  const faults = new Map<string, string>();
  for (const { type, payload } of rows) {
    const check = schemas.get(type);
    if (check?.(payload) || faults.has(type)) continue;
    const what = check ? check.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`).join('; ') : '';
    faults.set(type, check ? `${type}: ${what}: ${JSON.stringify(payload)}` : `${type} is not in asyncapi.json`);
  }
  return [...faults.values()];
}

function readSchemas(): ReadonlyMap<string, ValidateFunction> {
  const file = join(import.meta.dirname, '..', '..', 'asyncapi.json');
  const document = JSON.parse(readFileSync(file, 'utf8')) as { components: { schemas: Record<string, object> } };
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  return new Map(Object.entries(document.components.schemas).map(([name, schema]) => [name, ajv.compile(schema)]));
}
