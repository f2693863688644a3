import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..', '..');
const CONFIG = join(ROOT, '.dependency-cruiser.cjs');
/** A tree that keeps every rule. */
const clean: Record<string, string> = {
  'libs/kernel/index.ts': "export const kernel = 1;\nexport * from './ids.js';",
  'libs/kernel/ids.ts': "import { randomUUID } from 'node:crypto';\nexport const id = randomUUID;",
  'libs/platform/index.ts': "import { kernel } from '#libs/kernel';\nexport const platform = kernel;",
  'libs/platform/database/database.ts': "import pg from 'pg';\nexport const database = pg;",
  'libs/catalog/core/model/catalog.events.ts':
    "import { kernel } from '#libs/kernel';\nexport const CatalogChanged = kernel;",
  'libs/outlets/core/model/outlets.events.ts': 'export const OutletChanged = 1;',
  'libs/catalog/jobs/follow.ts':
    "import { OutletChanged } from '#events/outlets';\nexport const follow = OutletChanged;",
  'libs/catalog/index.ts': "export * from './core/catalog.api.js';",
  'libs/catalog/core/catalog.api.ts': 'export abstract class CatalogApi {}\nexport type Price = number;',
  'libs/catalog/catalog.module.ts':
    "import { CatalogApi } from './core/catalog.api.js';\nexport class CatalogModule { api = CatalogApi; }",
  'libs/catalog/typeorm/rows.ts':
    "import { platform } from '#libs/platform';\nimport pg from 'pg';\nexport const rows = [platform, pg];",
  'libs/ordering/index.ts': "export * from './core/order.js';",
  'libs/ordering/core/order.ts':
    "import { kernel } from '#libs/kernel';\nimport { CatalogApi } from '#libs/catalog';\nexport const order = [kernel, CatalogApi];",
  'libs/ordering/core/use-cases/place-order.ts':
    "import { Injectable } from '@nestjs/common';\nimport { order } from '../order.js';\nexport const placeOrder = [Injectable, order];",
  'libs/ordering/core/use-cases/place-order.spec.ts':
    "import { it } from '@jest/globals';\nimport { fake } from '../../testing/fake.js';\nit('x', () => fake);",
  'libs/ordering/testing/fake.ts': "import { order } from '../core/order.js';\nexport const fake = order;",
  'libs/ordering/http/orders.controller.ts':
    "import { Controller } from '@nestjs/common';\nimport { platform } from '#libs/platform';\nimport { placeOrder } from '../core/use-cases/place-order.js';\nexport const controller = [Controller, platform, placeOrder];",
  'libs/ordering/typeorm/rows.ts': "import { order } from '../core/order.js';\nexport const rows = order;",
  'libs/ordering/ordering.module.ts':
    "import { CatalogModule } from '#module/catalog';\nimport { controller } from './http/orders.controller.js';\nimport { rows } from './typeorm/rows.js';\nexport const OrderingModule = [CatalogModule, controller, rows];",
  'libs/webhooks/index.ts': 'export {};',
  'libs/webhooks/http/webhooks.controller.ts':
    "import { PaymentsApi } from '#libs/payments';\nexport const hooks = PaymentsApi;",
  'libs/payments/index.ts': "export * from './core/payments.api.js';",
  'libs/payments/core/payments.api.ts': 'export abstract class PaymentsApi {}',
  'apps/api/src/main.ts':
    "import { OrderingModule } from '#module/ordering';\nimport { platform } from '#libs/platform';\nimport { database } from '../../../libs/platform/database/database.js';\nexport const app = [OrderingModule, platform, database];",
  'migrations/1-ordering-orders.ts':
    "import type { MigrationInterface } from 'typeorm';\nexport abstract class Orders1 implements MigrationInterface { abstract up(): Promise<void>; abstract down(): Promise<void>; }",
};

/** One broken rule a file: [rule, file, its text]. */
const planted: [rule: string, file: string, text: string][] = [
  ['core-imports-no-package', 'libs/ordering/core/a.ts', "import type { Pool } from 'pg';\nexport type P = Pool;"],
  ['use-cases-know-only-nest-common', 'libs/ordering/core/use-cases/b.ts', "export * from '@nestjs/core';"],
  ['core-uses-no-node-builtin', 'libs/ordering/core/c.ts', "export * from 'node:fs';"],
  ['core-never-sees-an-edge', 'libs/ordering/core/d.ts', "export * from '../typeorm/rows.js';"],
  ['core-never-sees-an-edge', 'libs/ordering/core/e.ts', "export * from '#libs/platform';"],
  ['edges-never-meet', 'libs/ordering/jobs/f.ts', "export * from '../http/orders.controller.js';"],
  ['an-edge-sees-no-wiring', 'libs/ordering/jobs/g.ts', "export * from '../ordering.module.js';"],
  ['edges-ask-their-own-core', 'libs/ordering/jobs/h.ts', "export * from '#libs/catalog';"],
  ['index-exports-only-core', 'libs/shipping/index.ts', "export * from './carriers/i.js';"],
  ['two-front-doors', 'libs/ordering/core/j.ts', "export type * from '../../catalog/core/catalog.api.js';"],
  ['apps-use-the-front-doors', 'apps/api/src/k.ts', "export * from '../../../libs/ordering/core/order.js';"],
  ['modules-are-wired-by-modules', 'libs/ordering/core/l.ts', "export * from '#module/catalog';"],
  ['one-reader-and-writer-of-csv', 'libs/ordering/http/csv.ts', "export * from 'csv-stringify/sync';"],
  [
    'one-maker-of-redis-connections',
    'libs/ordering/http/redis.ts',
    "import type { Redis } from 'ioredis';\nexport type R = Redis;",
  ],
  ['one-user-of-bull', 'libs/platform/events/bull.ts', "export * from '@nestjs/bull';"],
  ['kernel-is-the-floor', 'libs/kernel/m.ts', "export * from 'uuid';"],
  ['kernel-does-no-io', 'libs/kernel/n.ts', "export * from 'node:fs';"],
  ['platform-knows-no-module', 'libs/platform/o.ts', "export * from '#libs/ordering';"],
  ['nobody-imports-apps', 'libs/ordering/http/p.ts', "export * from '../../../apps/api/src/main.js';"],
  ['the-sandbox-is-the-outside-world', 'apps/sandbox/src/z.ts', "export * from '#libs/kernel';"],
  ['production-knows-no-sandbox', 'apps/api/src/z.ts', "export * from '../../sandbox/src/z.js';"],
  ['migrations-stand-alone', 'migrations/2-q.ts', "export * from '../libs/kernel/index.js';"],
  ['tests-stay-in-tests', 'libs/ordering/core/r.ts', "export * from '../testing/fake.js';"],
  ['tests-stay-in-tests', 'apps/api/src/s.ts', "export * from '../../../test/support/t.js';"],
  ['no-cycles', 'libs/ordering/core/u.ts', "import type { V } from './v.js';\nexport type U = V;"],
  ['nothing-unresolved', 'libs/ordering/core/w.ts', "export * from './nowhere.js';"],
  ['catalog-stays-in-its-lane', 'libs/catalog/core/x.ts', "export type * from '#libs/ordering';"],
  ['payments-stays-in-its-lane', 'libs/payments/core/z.ts', "export * from '#events/catalog';"],
  ['payments-stays-in-its-lane', 'libs/payments/core/y.ts', "export type * from '#libs/ordering';"],
];

const helpers: Record<string, string> = {
  'libs/shipping/carriers/i.ts': 'export const i = 1;',
  'libs/ordering/core/v.ts': "import type { U } from './u.js';\nexport type V = U;",
  'test/support/t.ts': 'export const t = 1;',
};

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
}

describe('the import rules', () => {
  const tree = mkdtempSync(join(tmpdir(), 'comanda-import-rules-'));
  let violations: string[];

  beforeAll(() => {
    for (const [path, text] of Object.entries({ ...clean, ...helpers })) write(path, text);
    for (const [, path, text] of planted) write(path, text);
    for (const file of ['package.json', 'tsconfig.json']) copyFileSync(join(ROOT, file), join(tree, file));
    symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
    const depcruise = join(ROOT, 'node_modules', '.bin', 'depcruise');
    const run = spawnSync(depcruise, ['--config', CONFIG, '--output-type', 'json', 'apps', 'libs', 'migrations'], {
      cwd: tree,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    const report = JSON.parse(run.stdout) as { summary: { violations: Violation[] } };
    violations = report.summary.violations.map(({ rule, from }) => `${rule.name} in ${from}`);
  }, 60_000);

  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  it.each(planted)('report %s in %s', (rule, file) => {
    expect(violations).toContain(`${rule} in ${file}`);
  });

  it('report nothing in a tree that keeps them', () => {
    const broken = [...planted.map(([, file]) => file), ...Object.keys(helpers)];

    expect(violations.filter((line) => !broken.some((file) => line.endsWith(` in ${file}`)))).toEqual([]);
  });

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), `${text}\n`);
  }
});
