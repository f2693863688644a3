import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Type, ValidationPipe } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import fc from 'fast-check';

import { accept } from '../../libs/platform/http/fast-path/quick-validation.js';
import { withoutListsInLists } from '../../libs/platform/http/validation/validation.pipe.js';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly example?: unknown;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

const ROOT = join(import.meta.dirname, '..', '..');
const UUID = '0192f0c1-2345-7abc-8def-0123456789ab';

/** Values that are good somewhere and wrong elsewhere. */
const ODD_VALUES = [
  null, true, false, 0, 1, -1, 1.5, 1001, 2 ** 53, '', 'x', UUID, UUID.toUpperCase(), '08:00', '2026-01-31',
  'a@example.com', 'DINE_IN', 'cash', 'x'.repeat(600), '💶', [], [UUID], [null], [[]], [[{ product_id: UUID, quantity: 1 }]], ['x', 1], {}, { product_id: UUID }, [{ barcode: 'x', quantity: 1 }],
  [{ product_id: UUID, quantity: 1 }], [{ product_id: UUID, quantity: 0 }], [{ product_id: UUID, barcode: 'x', quantity: 1 }], { a: { b: 1 } },
]; // prettier-ignore

const { components } = JSON.parse(readFileSync(join(ROOT, 'openapi.json'), 'utf8')) as {
  components: { schemas: Record<string, Schema> };
};

/** What is below itself is there so often. */
const DEEPEST = 12;

/** A body that the schema likes: every field that goes with the others, by its example or its type. */
function sample(schema: Schema, depth = 0): unknown {
  if (schema.$ref) return sample(components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, depth + 1);
  if (schema.allOf?.[0]) return sample(schema.allOf[0], depth);
  if (schema.example !== undefined) return schema.example;
  if (schema.pattern?.startsWith('^APP:')) return 'APP:GOFOOD';
  if (schema.enum) return schema.enum[0];
  const { properties } = schema;
  if (properties) {
    // A line names its product in one way.
    const names = Object.keys(properties).filter((name) => name !== 'barcode' || !properties['product_id']);
    return Object.fromEntries(names.map((name) => [name, sample(properties[name] ?? {}, depth + 1)]));
  }
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'array') return schema.items && depth < DEEPEST ? [sample(schema.items, depth + 1)] : [];
  if (type === 'integer' || type === 'number') return Math.max(schema.minimum ?? 1, 1);
  if (type === 'boolean') return true;
  return schema.format === 'uuid' ? UUID : 'some text';
}

describe('quick validation', () => {
  const pipe = new ValidationPipe({
    whitelist: true,
    transform: true,
    forbidUnknownValues: true,
    forbidNonWhitelisted: true,
  });
  let classes: [Type<object>, Record<string, unknown>][];

  beforeAll(async () => {
    for (const module of readdirSync(join(ROOT, 'libs'))) {
      const folder = join(ROOT, 'libs', module, 'http');
      const files = readdirSync(join(ROOT, 'libs', module)).includes('http') ? readdirSync(folder) : [];
      for (const file of files.filter((name) => name.endsWith('.dto.ts')))
        await import(pathToFileURL(join(folder, file)).href);
    }
    const known = (getMetadataStorage() as unknown as { validationMetadatas: Map<Type<object>, unknown> })
      .validationMetadatas;
    classes = [...known.keys()].flatMap((type): [Type<object>, Record<string, unknown>][] => {
      const schema = components.schemas[type.name];
      return schema?.properties ? [[type, sample(schema) as Record<string, unknown>]] : [];
    });
  });

  const slow = (metatype: Type<object>, body: unknown): Promise<unknown> =>
    pipe.transform(withoutListsInLists(structuredClone(body)), { type: 'body', metatype }).catch(() => undefined);

  const changed = (sampled: Record<string, unknown>) =>
    fc.record({
      kept: fc.subarray(Object.keys(sampled)),
      odd: fc.dictionary(
        fc.constantFrom(...Object.keys(sampled), 'barcode', 'surprise'),
        fc.constantFrom(...ODD_VALUES),
        {
          maxKeys: 2,
        },
      ),
    });

  it('accepts nothing that class-validator refuses, and makes the same of it', async () => {
    expect(classes.length).toBeGreaterThan(30);
    for (const [type, sampled] of classes) {
      await fc.assert(
        fc.asyncProperty(changed(sampled), async ({ kept, odd }) => {
          const body = { ...Object.fromEntries(kept.map((key) => [key, sampled[key]])), ...odd };
          const before = JSON.stringify(body);
          const made = accept(type, body);
          if (made === undefined) return;
          const thorough = await slow(type, body);
          expect(made).toStrictEqual(thorough);
          expect(JSON.stringify(body)).toBe(before);
        }),
        { numRuns: 150 },
      );
    }
  });

  it('accepts every order that class-validator accepts', async () => {
    for (const name of ['PlaceOrderRequest', 'AddItemsRequest', 'OrderItemRequest']) {
      const [type, sampled] = classes.find(([candidate]) => candidate.name === name) ?? [];
      if (!type || !sampled) throw new Error(`There is no ${name}`);
      expect(accept(type, sampled)).toBeInstanceOf(type);
      await fc.assert(
        fc.asyncProperty(changed(sampled), async ({ kept, odd }) => {
          const body = { ...Object.fromEntries(kept.map((key) => [key, sampled[key]])), ...odd };
          expect(accept(type, body)).toStrictEqual(await slow(type, body));
        }),
      );
    }
  });
});
