import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@jest/globals';

import { en } from './en.js';
import { id } from './id.js';
import { ptBR } from './pt-BR.js';

const MODEL = join(import.meta.dirname, '..', '..', '..', '..', 'libs', 'ordering', 'core', 'model');

/** What the model of an order writes into its history. */
function actionsOfOrders(): readonly string[] {
  const files = readdirSync(MODEL).filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'));
  const text = files.map((name) => readFileSync(join(MODEL, name), 'utf8')).join();
  const stamps = [...text.matchAll(/\bstamp\(([^,;]+),/g)].flatMap(([, action = '']) => [
    ...[...action.matchAll(/'([A-Z_]+)'/g)].map(([, name = '']) => name),
    ...(action.includes('`PAYMENT_') ? ['PAYMENT_FAILED', 'PAYMENT_PENDING'] : []),
  ]);
  return ['PLACED', ...stamps];
}

test.each([en, id, ptBR])('every action of an order’s history has its words', ({ history }) => {
  const actions = actionsOfOrders();
  expect(actions.length).toBeGreaterThan(20);
  expect(actions.filter((action) => history.actions[action] === undefined)).toEqual([]);
});
