import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What a module has to do with others. `reads` and `erases` are tables and views by their owner. */
export interface MapRow {
  readonly calls: readonly string[];
  /** Modules whose events it acts upon. */
  readonly hears: readonly string[];
  readonly reads: Readonly<Record<string, readonly string[]>>;
  /** Tables of others in which it takes personal data out. Nobody writes anything else into another module's table. */
  readonly erases?: Readonly<Record<string, readonly string[]>>;
}

/** docs/module-map.json: one row a module. */
export type ModuleMap = Readonly<Record<string, MapRow & { readonly owns: string }>>;

const BELOW_ALL = ['kernel', 'platform'];
const NOT_THE_PRODUCT = /\.(spec|int-spec|e2e-spec)\.ts$|\/testing\//;

export const readMap = (root: string): ModuleMap =>
  JSON.parse(readFileSync(join(root, 'docs/module-map.json'), 'utf8')) as ModuleMap;

export const modulesIn = (root: string): string[] =>
  readdirSync(join(root, 'libs')).filter(
    (name) => statSync(join(root, 'libs', name)).isDirectory() && !BELOW_ALL.includes(name),
  );

/** The map as the code draws it: imports, events that are imported, and names of tables in SQL. */
export function mapInCode(root: string): Readonly<Record<string, MapRow>> {
  const modules = modulesIn(root);
  const owners = ownersOfTables(root, [...modules, 'platform']);
  return Object.fromEntries(modules.map((name) => [name, rowOf(root, name, owners)]));
}

/** Who makes each table and view, by the names of the migrations: `1763683205000-outlets-….ts`. */
function ownersOfTables(root: string, modules: readonly string[]): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const file of filesUnder(join(root, 'migrations')).filter((path) => path.endsWith('.ts'))) {
    const owner = modules.find((name) => new RegExp(`/\\d+-${name}[-.]`).test(file));
    const made = /CREATE (?:UNLOGGED )?(?:TABLE|VIEW)(?: IF NOT EXISTS)? (\w+)/g;
    for (const [, table = ''] of readFileSync(file, 'utf8').matchAll(made))
      if (owner && !owners.has(table)) owners.set(table, owner);
  }
  return owners;
}

function rowOf(root: string, name: string, owners: ReadonlyMap<string, string>): MapRow {
  const [calls, hears] = [new Set<string>(), new Set<string>()];
  const [reads, erases] = [new Map<string, Set<string>>(), new Map<string, Set<string>>()];
  for (const file of filesUnder(join(root, 'libs', name))) {
    if (!file.endsWith('.ts') || NOT_THE_PRODUCT.test(file)) continue;
    const text = readFileSync(file, 'utf8');
    for (const [, other = ''] of text.matchAll(/from '#libs\/(\w+)'/g))
      if (!BELOW_ALL.includes(other)) calls.add(other);
    for (const [, other = ''] of text.matchAll(/from '#events\/(\w+)'/g)) hears.add(other);
    for (const [, keyword, table = ''] of text.matchAll(/\b(FROM|JOIN|INTO|UPDATE|USING)\s+(?:ONLY\s+)?(\w+)/g)) {
      const owner = owners.get(table);
      if (!owner || owner === name) continue;
      const column = keyword === 'INTO' || keyword === 'UPDATE' ? erases : reads;
      column.set(owner, (column.get(owner) ?? new Set()).add(table));
    }
  }
  return {
    calls: [...calls].sort(),
    hears: [...hears].sort(),
    reads: sorted(reads),
    ...(erases.size > 0 && { erases: sorted(erases) }),
  };
}

const sorted = (column: ReadonlyMap<string, ReadonlySet<string>>): Record<string, string[]> =>
  Object.fromEntries([...column].sort().map(([owner, tables]) => [owner, [...tables].sort()]));

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}
