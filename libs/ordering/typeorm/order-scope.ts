import { scopeName } from '#libs/platform';

import type { OrderScope } from '../core/ordering.ports.js';

/** The WHERE that narrows `orders o` to a scope, its values from parameter `from` on, and a name for prepared statements. */
export function inOrderScope(scope: OrderScope, from: number): { name: string; text: string; values: unknown[] } {
  const parts: string[] = [];
  const values: unknown[] = [];
  const add = (sql: (parameter: string) => string, value: unknown) => {
    values.push(value);
    parts.push(sql(`$${from + values.length - 1}`));
  };
  const outlets = scopeName(scope.outlets);
  if (outlets === 'one') add((p) => `o.outlet_id = ${p}::uuid`, scope.outlets[0]);
  if (outlets === 'some') add((p) => `o.outlet_id = ANY(${p}::uuid[])`, scope.outlets);
  if (scope.sessionId !== undefined) add((p) => `o.table_session_id = ${p}::uuid`, scope.sessionId);
  if (scope.customerId !== undefined) add((p) => `o.customer_id = ${p}::uuid`, scope.customerId);
  if (scope.firedOnly) parts.push('o.hold_reason IS NULL');
  const name = `${outlets}${scope.sessionId ? '-session' : ''}${scope.customerId ? '-customer' : ''}${scope.firedOnly ? '-fired' : ''}`;
  return { name, text: parts.length > 0 ? parts.join(' AND ') : 'true', values };
}
