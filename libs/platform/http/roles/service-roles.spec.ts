import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { roleOf, SERVICE_ROLES, SERVICE_ROUTES } from './service-roles.js';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
const { paths } = JSON.parse(readFileSync(join(ROOT, 'openapi.json'), 'utf8')) as { paths: Record<string, unknown> };
const below = Object.keys(paths).flatMap((path) => (path.startsWith('/api/v1/') ? [path.slice('/api/v1'.length)] : []));

describe('the roles of processes', () => {
  it('answer every path of the API but the ping, each one role', () => {
    expect(below.filter((path) => roleOf(path) === null)).toEqual(['/ping']);
  });

  it('are each of use, and so is each of their paths', () => {
    const used = new Set(below.map(roleOf));
    const unused = SERVICE_ROUTES.filter(
      ({ path }) => path !== '/ws' && !below.some((one) => one === path || one.startsWith(`${path}/`)),
    );

    expect([SERVICE_ROLES.filter((role) => !used.has(role)), unused]).toEqual([[], []]);
  });

  it('stand in docs/operations/services.md with their paths', () => {
    const page = readFileSync(join(ROOT, 'docs', 'operations', 'services.md'), 'utf8');
    const rows = [...page.matchAll(/^\| `(\w+)` +\|([^|]*)\|/gm)].map(
      ([, role = '', paths = '']): [string, string[]] => [role, paths.match(/\/[\w/-]+/g) ?? []],
    );

    expect(rows).toEqual(
      SERVICE_ROLES.map((role) => [role, SERVICE_ROUTES.filter((one) => one.role === role).map(({ path }) => path)]),
    );
  });

  it.each([
    ['/orders', 'orders'],
    ['/orders/5/pay', 'orders'],
    ['/Orders/5', 'orders'],
    ['/ordersx', null],
    ['/shipping/calculate', 'shop'],
    ['/shipping/rates/5', 'admin'],
    ['/table-sessions/validate', 'guests'],
    ['/ping', null],
  ])('%s is answered by %s', (path, role) => {
    expect(roleOf(path)).toBe(role);
  });
});
