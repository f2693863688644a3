/** Tables that are written to while people sell: a statement that holds one of them for long stops the shop. */
export const BUSY_TABLES = [
  'audit_log',
  'cart_items',
  'carts',
  'cash_movements',
  'coupon_uses',
  'event_counter',
  'events',
  'fiscal_documents',
  'idempotency_keys',
  'jobs',
  'kitchen_lines',
  'kitchen_moves',
  'kitchen_tickets',
  'notifications',
  'order_changes',
  'order_items',
  'order_number_blocks',
  'orders',
  'payments',
  'refunds',
  'report_facts',
  'shift_reports',
  'shifts',
  'shipments',
  'stock_levels',
  'stock_movements',
  'table_session_tokens',
  'table_sessions',
  'webhook_logs',
];

/** What PostgreSQL works out once, for all rows that are there, without writing them. */
const CONSTANT_DEFAULT =
  /^(?:'[^']*'(?:::[\w[\] ]+)?|-?\d+(?:\.\d+)?|true|false|null|now\(\)|current_timestamp|current_date|ARRAY\[\](?:::\w+\[\])?)$/i;

/**
 * What in a migration would stop the shop while it runs, or break the version that still runs beside it: a line each, with what to do
 * instead. `text` is the whole file; what is in its `down` is not looked at, since nobody sells with the version after that.
 */
export function migrationFaults(text: string): string[] {
  const isOutside = /\btransaction\s*=\s*false\b/.test(text);
  const up = upOf(text);
  const statements = statementsOf(up);
  const made = new Set(
    statements.flatMap(
      (sql) => /^CREATE\s+(?:UNLOGGED\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(\w+)/i.exec(sql)?.[1] ?? [],
    ),
  );
  const isBusy = (table: string | undefined): table is string =>
    table !== undefined && BUSY_TABLES.includes(table) && !made.has(table);
  const faults = statements.flatMap((sql) => [
    ...faultsOfIndex(sql, isBusy, isOutside),
    ...faultsOfAlter(sql, isBusy, statements),
    ...faultsOfRows(sql, isBusy, up),
    ...faultsOfDrop(sql, isBusy),
  ]);
  const locked = new Set(statements.map(lockedBy).filter(isBusy));
  if (!isOutside && locked.size > 1) {
    faults.push(
      `${[...locked].sort().join(' and ')} are locked together: a migration for each, so that neither waits for the other's lock`,
    );
  }
  if (!isOutside && statements.some((sql) => /\bVALIDATE\s+CONSTRAINT\b/i.test(sql))) {
    faults.push(
      'VALIDATE CONSTRAINT reads the table with the lock that ADD CONSTRAINT took: with transaction = false each has its own',
    );
  }
  if (isOutside && statements.some((sql) => !isRepeatable(sql, statements))) {
    faults.push(
      'outside of a transaction each statement must bear to run again: CONCURRENTLY with IF [NOT] EXISTS, DROP CONSTRAINT IF EXISTS before ADD … NOT VALID, VALIDATE CONSTRAINT, or batches',
    );
  }
  return faults;
}

type IsBusy = (table: string | undefined) => table is string;

function faultsOfIndex(sql: string, isBusy: IsBusy, isOutside: boolean): string[] {
  const made =
    /^CREATE\s+(?:UNIQUE\s+)?INDEX\s+(CONCURRENTLY\s+)?(IF\s+NOT\s+EXISTS\s+)?\w+\s+ON\s+(?:ONLY\s+)?(\w+)/i.exec(sql);
  const dropped = /^DROP\s+INDEX\s+(CONCURRENTLY\s+)?/i.exec(sql);
  const [, concurrently, isThere, table] = made ?? [];
  // Of a table in parts alone: it is empty, and there at once.
  const isOfParts = /\bON\s+ONLY\s/i.test(sql);
  if (made && !concurrently && !isOfParts && isBusy(table)) {
    return [
      `an index on ${table} stops its writers: CREATE INDEX CONCURRENTLY IF NOT EXISTS, in a migration with transaction = false`,
    ];
  }
  if (made && concurrently && !isThere)
    return ['CREATE INDEX CONCURRENTLY needs IF NOT EXISTS: it may be begun again after a crash'];
  if (dropped && !dropped[1])
    return ['DROP INDEX waits for its table and keeps it: DROP INDEX CONCURRENTLY IF EXISTS, with transaction = false'];
  if ((concurrently || dropped?.[1]) && !isOutside)
    return ['CONCURRENTLY works outside of transactions alone: say transaction = false'];
  return [];
}

function faultsOfAlter(sql: string, isBusy: IsBusy, all: readonly string[]): string[] {
  const [, table, actions = ''] = /^ALTER\s+TABLE\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?(\w+)\s+(.*)$/is.exec(sql) ?? [];
  if (!isBusy(table)) return [];
  return actionsOf(actions).flatMap((action) => faultOfAction(table, action, all) ?? []);
}

function faultOfAction(table: string, action: string, all: readonly string[]): string | undefined {
  const added = /^ADD\s+(?:CONSTRAINT\s+(\w+)\s+)?(CHECK|FOREIGN\s+KEY|UNIQUE|PRIMARY\s+KEY|EXCLUDE)\b/i.exec(action);
  if (added) return faultOfConstraint(table, added[1], added[2] ?? '', action, all);
  const column = /^ADD\s+(?:COLUMN\s+)?(?:IF\s+NOT\s+EXISTS\s+)?(\w+)\s+(.*)$/is.exec(action);
  if (column) return faultOfColumn(table, column[1] ?? '', column[2] ?? '');
  const notNull = /^ALTER\s+(?:COLUMN\s+)?(\w+)\s+SET\s+NOT\s+NULL/i.exec(action);
  if (notNull && !isValidatedNotNull(table, notNull[1] ?? '', all)) {
    return `SET NOT NULL reads all of ${table} with everybody waiting: first ADD CONSTRAINT … CHECK (${notNull[1]} IS NOT NULL) NOT VALID, then VALIDATE CONSTRAINT, in migrations before it or above it`;
  }
  if (/^ALTER\s+(?:COLUMN\s+)?\w+\s+(?:SET\s+DATA\s+)?TYPE\b/i.test(action)) {
    return `a column of ${table} changes its type: all rows are written anew, and the version before reads it; add another column, fill it in batches, and drop the old one a version later`;
  }
  if (/^RENAME\b/i.test(action))
    return `a rename in ${table} breaks the version that still runs: add the new name beside the old one`;
  if (/^DROP\s+(?:COLUMN\s+)/i.test(action)) {
    return DROP_LATER.test(all.join(';'))
      ? undefined
      : `a column of ${table} goes away while the version before names it: drop it a version later, and say so with -- unnamed since <version>`;
  }
  return undefined;
}

/** What a migration says of a column that no version that may still run names. */
const DROP_LATER = /--\s*unnamed since \d+\.\d+/i;

function faultOfConstraint(
  table: string,
  name: string | undefined,
  kind: string,
  action: string,
  all: readonly string[],
): string | undefined {
  if (/^(?:CHECK|FOREIGN)/i.test(kind)) {
    const validated = new RegExp(`VALIDATE\\s+CONSTRAINT\\s+${name}\\b`, 'i');
    if (!/\bNOT\s+VALID\b/i.test(action))
      return `a constraint reads all of ${table} with everybody waiting: ADD CONSTRAINT … NOT VALID, then VALIDATE CONSTRAINT`;
    if (name === undefined || !all.some((sql) => validated.test(sql)))
      return `${name ?? 'a constraint'} of ${table} is never validated: ALTER TABLE ${table} VALIDATE CONSTRAINT ${name ?? '…'}`;
    return undefined;
  }
  if (/USING\s+INDEX/i.test(action)) return undefined;
  return `a key of ${table} is built with everybody waiting: CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT … USING INDEX`;
}

function faultOfColumn(table: string, name: string, definition: string): string | undefined {
  const fallback = /\bDEFAULT\s+((?:'[^']*'(?:::[\w[\]]+)?)|[^\s,]+(?:\([^)]*\))?)/i.exec(definition)?.[1];
  if (fallback !== undefined && !CONSTANT_DEFAULT.test(fallback)) {
    return `${table}.${name} has a default of its own for each row, so all are written anew: add it empty, set the default apart, and fill it in batches`;
  }
  if (/\bNOT\s+NULL\b/i.test(definition) && fallback === undefined) {
    return `${table}.${name} is NOT NULL without a default: the version before, which does not know it, cannot write any more`;
  }
  if (/\bGENERATED\b/i.test(definition)) return `${table}.${name} is generated: all rows are written anew`;
  if (/\b(?:REFERENCES|CHECK|UNIQUE|PRIMARY\s+KEY)\b/i.test(definition)) {
    return `${table}.${name} brings a constraint that is looked at for all rows: add it apart, NOT VALID or by an index that was built CONCURRENTLY`;
  }
  return undefined;
}

const isValidatedNotNull = (table: string, column: string, all: readonly string[]): boolean =>
  all.some((sql) => {
    const [, name] =
      new RegExp(
        `^ALTER\\s+TABLE\\s+${table}\\b.*ADD\\s+CONSTRAINT\\s+(\\w+)\\s+CHECK\\s*\\(\\s*\\(?${column}\\s+IS\\s+NOT\\s+NULL`,
        'is',
      ).exec(sql) ?? [];
    return (
      name !== undefined && all.some((other) => new RegExp(`VALIDATE\\s+CONSTRAINT\\s+${name}\\b`, 'i').test(other))
    );
  });

/** Rows that are written in one statement are locked until it ends; batches are a loop in code, with a LIMIT. The only row of a table is `WHERE id = 1`. */
function faultsOfRows(sql: string, isBusy: IsBusy, up: string): string[] {
  const [, table] =
    /\b(?:UPDATE\s+(?:ONLY\s+)?|DELETE\s+FROM\s+)(\w+)\b/i.exec(
      sql
        .replace(/\bFOR\s+(?:NO\s+KEY\s+)?UPDATE\b/gi, '')
        .replace(/\bON\s+(?:CONFLICT[^;]*DO\s+)?(?:UPDATE|DELETE)\b/gi, ''),
    ) ?? [];
  if (!isBusy(table) || /^CREATE\s/i.test(sql)) return [];
  if (/\bWHERE\s+id\s*=\s*1\s*$/i.test(sql)) return [];
  const isBatch = /\bLIMIT\b/i.test(sql) && /\b(?:for|while|do)\b[^`]*\{/.test(up);
  return isBatch
    ? []
    : [
        `rows of ${table} are changed in one go: in batches (… WHERE id IN (SELECT … LIMIT 1000), in a loop), with transaction = false`,
      ];
}

function faultsOfDrop(sql: string, isBusy: IsBusy): string[] {
  const [, table] =
    /^(?:DROP\s+TABLE\s+(?:IF\s+EXISTS\s+)?|TRUNCATE\s+(?:TABLE\s+)?|LOCK\s+TABLE\s+|CLUSTER\s+|VACUUM\s+FULL\s+|REINDEX\s+TABLE\s+)(\w+)/i.exec(
      sql,
    ) ?? [];
  return isBusy(table) ? [`${sql.split(/\s+/)[0]} of ${table} stops everybody: not while the shop is open`] : [];
}

/** The table that a statement keeps from everybody until its transaction ends. */
function lockedBy(sql: string): string | undefined {
  if (/VALIDATE\s+CONSTRAINT/i.test(sql)) return undefined;
  return (
    /^ALTER\s+TABLE\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?(\w+)/i.exec(sql)?.[1] ??
    /^CREATE\s+TRIGGER\b.*?\bON\s+(\w+)/is.exec(sql)?.[1]
  );
}

const isRepeatable = (sql: string, all: readonly string[]): boolean =>
  /\bCONCURRENTLY\s+IF\s+(?:NOT\s+)?EXISTS\b/i.test(sql) ||
  /^CREATE\s+(?:UNIQUE\s+)?INDEX\s+IF\s+NOT\s+EXISTS\b|\bATTACH\s+PARTITION\b/i.test(sql) ||
  /\bVALIDATE\s+CONSTRAINT\b/i.test(sql) ||
  /\bDROP\s+CONSTRAINT\s+IF\s+EXISTS\b|\bSET\s+NOT\s+NULL\b/i.test(sql) ||
  isDroppedFirst(sql, all) ||
  (/^(?:UPDATE|DELETE|WITH|INSERT)\b/i.test(sql) && /\bLIMIT\b/i.test(sql)) ||
  /^(?:SELECT|SET|ANALYZE|COMMENT)\b/i.test(sql);

/** A constraint that is added without reading the table, after whatever an earlier try left of it was dropped. */
function isDroppedFirst(sql: string, all: readonly string[]): boolean {
  const [, name] = /\bADD\s+CONSTRAINT\s+(\w+)\s.*\bNOT\s+VALID\b/is.exec(sql) ?? [];
  const dropped = new RegExp(`\\bDROP\\s+CONSTRAINT\\s+IF\\s+EXISTS\\s+${name}\\b`, 'i');
  return name !== undefined && all.slice(0, all.indexOf(sql)).some((other) => dropped.test(other));
}

const upOf = (text: string): string => text.slice(Math.max(0, text.search(/\basync up\b|\bup\(/)), endOfUp(text));
const endOfUp = (text: string): number => {
  const down = text.search(/\basync down\b|\n\s+down\(/);
  return down < 0 ? text.length : down;
};

/** The statements in a method's template literals and strings, without comments; bodies of functions stay whole. */
function statementsOf(up: string): string[] {
  const texts = [...up.matchAll(/`([^`]*)`|'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"/g)].map(
    (found) => found[1] ?? found[2] ?? found[3] ?? '',
  );
  return texts.flatMap((text) => {
    const bodies: string[] = [];
    const kept = text.replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, (body) => `BODY${bodies.push(body)}`);
    return kept
      .replace(/--(?!\s*unnamed since)[^\n]*/g, '')
      .split(';')
      .map((sql) => sql.trim())
      .filter((sql) => /^(?:--.*\n\s*)?[A-Z]+\s/i.test(sql));
  });
}

/** The actions of one ALTER TABLE: what stands between commas outside of brackets. */
function actionsOf(text: string): string[] {
  const actions: string[] = [];
  let [depth, start] = [0, 0];
  for (let i = 0; i <= text.length; i++) {
    if (text[i] === '(') depth += 1;
    else if (text[i] === ')') depth -= 1;
    else if (i === text.length || (text[i] === ',' && depth === 0)) {
      actions.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  return actions;
}
