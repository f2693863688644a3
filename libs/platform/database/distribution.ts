import type { ClientBase } from 'pg';

import type { Statement } from './statement.js';

/**
 * Whether the tables are laid out over several databases (`migrate-up --distributed`, docs/operations/several-databases.md), where no key is
 * unique across outlets by itself.
 */
export async function isDistributed(client: Pick<ClientBase, 'query'>): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>(`SELECT to_regproc('taken_once') IS NOT NULL AS there`);
  return rows[0]?.there ?? false;
}

/**
 * In several databases, what refuses a `key` that a row of another outlet has, by an error of the constraint `rule`, which does so in one database.
 * Before the statement that writes the key, in its transaction.
 */
export const takenOnce = (rule: string, key: string, outletId: string): Statement => ({
  name: 'outlets.taken-once',
  text: 'SELECT taken_once($1, $2, $3)',
  values: [rule, key, outletId],
});
