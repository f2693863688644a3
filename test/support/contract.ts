import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

type Json = Record<string, unknown>;

interface Response {
  readonly content?: Readonly<Record<string, { readonly schema?: Json; readonly examples?: Json }>>;
}

interface Operation {
  readonly path: RegExp;
  readonly isPlain: boolean;
  readonly method: string;
  readonly responses: Readonly<Record<string, Response>>;
}

/** OpenAPI 3.0's `nullable` in the words of JSON Schema, which validators understand. */
export function asJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asJsonSchema);
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, asJsonSchema(member)]),
  );
  return nullable === true ? { anyOf: [rest, { type: 'null' }] } : rest;
}

/** openapi.json, held against what the API really answers. */
class Contract {
  private readonly operations: readonly Operation[];
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });
  private readonly checks = new Map<string, ValidateFunction>();

  constructor(document: { paths: Record<string, Record<string, Json>>; components: Json }) {
    addFormats.default(this.ajv);
    this.ajv.addSchema({ $id: 'document', components: asJsonSchema(document.components) });
    this.operations = Object.entries(document.paths)
      .flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, { responses }]) => ({
          path: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}/?$`),
          isPlain: !path.includes('{'),
          method: method.toUpperCase(),
          responses: responses as Operation['responses'],
        })),
      )
      .sort((a, b) => Number(b.isPlain) - Number(a.isPlain));
  }

  /** What the document does not say of this answer; undefined when it says it all, or knows no such path. */
  faultOf(method: string, url: string, status: number, type: string, body: unknown): string | undefined {
    const path = new URL(url).pathname;
    const operation = this.operations.find((one) => one.method === method && one.path.test(path));
    if (!operation || typeof body !== 'object' || body === null || !type.includes('json')) return undefined;
    const said = operation.responses[String(status)];
    const media = said?.content?.[type.split(';', 1)[0] ?? ''];
    if (!media) return `${method} ${path}: ${status} ${type} is not in the document: ${JSON.stringify(body)}`;
    if (status >= 400) {
      const { code = '' } = body as { code?: string };
      return media.examples?.[code] ? undefined : `${method} ${path}: ${status} ${code} is not in the document`;
    }
    const name = (media.schema as { $ref?: string } | undefined)?.$ref ?? '';
    if (!name) return undefined;
    const check = this.checks.get(name) ?? this.ajv.compile({ $ref: `document${name}` });
    this.checks.set(name, check);
    return check(body) ? undefined : `${method} ${path}: ${this.ajv.errorsText(check.errors)}`;
  }
}

const contracts = new Map<string, Contract>();

/**
 * Throws when the API answered what its document does not say: an unlisted code, a missing field, an amount that is no whole number.
 * `release`: the folder of the version that answered.
 */
export function holdToContract(
  method: string,
  url: string,
  status: number,
  type: string,
  body: unknown,
  release: string,
): void {
  const contract = contracts.get(release) ?? contractOf(release);
  contracts.set(release, contract);
  const fault = contract.faultOf(method, url, status, type, body);
  if (fault) throw new Error(`Not what openapi.json says. ${fault}`);
}

const contractOf = (release: string): Contract =>
  new Contract(
    JSON.parse(readFileSync(join(release, 'openapi.json'), 'utf8')) as ConstructorParameters<typeof Contract>[0],
  );
