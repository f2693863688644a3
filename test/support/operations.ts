import type { Api } from './api.js';

export interface JsonSchema {
  readonly $ref?: string;
  readonly allOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly type?: string | readonly string[];
  readonly nullable?: boolean;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly items?: JsonSchema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
}

/** One operation of the API, as its own OpenAPI document tells it. */
export interface Operation {
  readonly id: string;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below `/api/v1`, as in `/orders/{id}`. */
  readonly path: string;
  /** Of a JSON body, references resolved on the way down by {@link resolved}. */
  readonly body?: JsonSchema;
  readonly queries: readonly { readonly name: string; readonly schema: JsonSchema }[];
  readonly takesIfMatch: boolean;
  resolved(schema: JsonSchema): JsonSchema;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}

interface DocumentedOperation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: JsonSchema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> };
}

const PREFIX = '/api/v1';

/** Every operation under `/api/v1`, from the document that this API serves (`npm run openapi:check` keeps openapi.json equal to it). */
export async function operationsOf(api: Api): Promise<Operation[]> {
  const document = (await (await fetch(`${api.url}/docs-json`)).json()) as Document;
  const resolved = (schema: JsonSchema): JsonSchema => {
    const next = schema.$ref ?? schema.allOf?.[0]?.$ref;
    return next ? resolved(document.components.schemas[next.split('/').at(-1) ?? ''] ?? {}) : schema;
  };
  return Object.entries(document.paths)
    .filter(([path]) => path.startsWith(`${PREFIX}/`))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId, parameters = [], requestBody }]) => ({
        id: operationId,
        method: method as Operation['method'],
        path: path.slice(PREFIX.length),
        body: requestBody?.content['application/json']?.schema,
        queries: parameters.filter((parameter) => parameter.in === 'query'),
        takesIfMatch: parameters.some(({ name }) => name === 'If-Match'),
        resolved,
      })),
    );
}
