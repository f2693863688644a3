import type { SealableEntry } from '#libs/kernel';

/** A row of the audit log as it is sealed. */
export interface SealableRow extends SealableEntry, Record<string, unknown> {}

/** The columns of {@link SealableRow}, of the table by this name in a statement. */
export const sealableColumns = (table: string): string =>
  [
    'id',
    'outlet_id',
    'actor_kind',
    'actor_id',
    'actor_role',
    'action',
    'subject_type',
    'subject_id',
    'reason',
    'approved_by',
    'details',
    'request_id',
  ]
    .map((column) => `${table}.${column}`)
    .concat(`to_char(${table}.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS occurred_at`)
    .join(', ');
