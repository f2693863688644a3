import type { OrderScope } from '../core/ordering.ports.js';

/** The WHERE that narrows `orders o` to a scope, its values from parameter `first` on, and a name for prepared statements. */
export function inOrderScope(scope: OrderScope, first: number): { name: string; text: string; values: unknown[] } {
  const parts: string[] = [];
  const values: unknown[] = [];
  const add = (sql: (parameter: string) => string, value: unknown) => {
    values.push(value);
    parts.push(sql(`$${first + values.length - 1}`));
  };
  if (scope.outlets !== 'all') add((p) => `o.outlet_id = ANY(${p}::uuid[])`, scope.outlets);
  if (scope.sessionId !== undefined) add((p) => `o.table_session_id = ${p}::uuid`, scope.sessionId);
  if (scope.customerId !== undefined) add((p) => `o.customer_id = ${p}::uuid`, scope.customerId);
  if (scope.firedOnly) parts.push('o.hold_reason IS NULL');
  const name = `${scope.outlets === 'all' ? 'all' : 'some'}${scope.sessionId ? '-session' : ''}${scope.customerId ? '-customer' : ''}${scope.firedOnly ? '-fired' : ''}`;
  return { name, text: parts.length > 0 ? parts.join(' AND ') : 'true', values };
}
