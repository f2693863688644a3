// Prints, as JSON, every way in which a module's row schemas and the migrated tables disagree. Run on the built code with DATABASE_URL:
// TypeORM loads the schemas by file name, which Jest cannot.
import { createDataSource } from '../../dist/libs/platform/database/data-source.js';

const TYPES = { timestamptz: 'timestamp with time zone', text: 'text', uuid: 'uuid' };
const source = createDataSource({ url: process.env.DATABASE_URL });
await source.initialize();
const rows = await source.query(
  `SELECT table_name, column_name, CASE WHEN data_type = 'ARRAY' THEN 'ARRAY' ELSE data_type END AS type, is_nullable = 'YES' AS nullable
   FROM information_schema.columns WHERE table_schema = 'public'`,
);
const tables = new Map();
for (const row of rows) {
  if (!tables.has(row.table_name)) tables.set(row.table_name, new Map());
  tables.get(row.table_name).set(row.column_name, row);
}
const differences = [];
for (const entity of source.entityMetadatas) {
  const table = tables.get(entity.tableName);
  if (!table) {
    differences.push(`${entity.tableName}: there is no such table`);
    continue;
  }
  for (const column of entity.columns) {
    const at = `${entity.tableName}.${column.databaseName}`;
    const found = table.get(column.databaseName);
    const type = column.isArray ? 'ARRAY' : (TYPES[column.type] ?? column.type);
    if (!found) differences.push(`${at}: in the schema alone`);
    else if (found.type !== type) differences.push(`${at}: ${type} in the schema, ${found.type} in the table`);
    else if (found.nullable !== column.isNullable) differences.push(`${at}: the two disagree on NULL`);
  }
}
await source.destroy();
process.stdout.write(JSON.stringify({ entities: source.entityMetadatas.length, differences }));
