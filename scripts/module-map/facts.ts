import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What a module has to do with others. `reads` and `erases` are tables and views by their owner, `publishes` views that it makes itself. */
export interface MapRow {
  readonly calls: readonly string[];
  /** Modules whose events it acts upon. */
  readonly hears: readonly string[];
  /** Views of its tables that are there for others to read. */
  readonly publishes?: readonly string[];
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

/** The map as the code draws it: imports, events that are imported, views in migrations, and names of tables and views in SQL. */
export function mapInCode(root: string): Readonly<Record<string, MapRow>> {
  const modules = modulesIn(root);
  const { owners, views } = relationsIn(root, [...modules, 'platform']);
  return Object.fromEntries(modules.map((name) => [name, rowOf(root, name, owners, views)]));
}

/** Tables and views. */
interface Relations {
  /** Who makes each, by the names of the migrations: `1763683205000-outlets-….ts`. */
  readonly owners: ReadonlyMap<string, string>;
  /** Which of them are views. */
  readonly views: ReadonlySet<string>;
}

function relationsIn(root: string, modules: readonly string[]): Relations {
  const owners = new Map<string, string>();
  const views = new Set<string>();
  for (const file of filesUnder(join(root, 'migrations')).filter((path) => path.endsWith('.ts'))) {
    const owner = modules.find((name) => new RegExp(`/\\d+-${name}[-.]`).test(file));
    const made = /CREATE (?:OR REPLACE )?(?:UNLOGGED )?(TABLE|VIEW)(?: IF NOT EXISTS)? (\w+)/g;
    for (const [, kind, name = ''] of readFileSync(file, 'utf8').matchAll(made)) {
      if (owner && !owners.has(name)) owners.set(name, owner);
      if (kind === 'VIEW') views.add(name);
    }
  }
  return { owners, views };
}

function rowOf(root: string, name: string, owners: Relations['owners'], views: Relations['views']): MapRow {
  const publishes = [...views].filter((view) => owners.get(view) === name).sort();
  const [calls, hears] = [new Set<string>(), new Set<string>()];
  const [reads, erases] = [new Map<string, Set<string>>(), new Map<string, Set<string>>()];
  for (const file of filesUnder(join(root, 'libs', name))) {
    if (!file.endsWith('.ts') || NOT_THE_PRODUCT.test(file)) continue;
    const text = readFileSync(file, 'utf8');
    for (const [, other = ''] of text.matchAll(/from '#libs\/(\w+)'/g))
      if (!BELOW_ALL.includes(other)) calls.add(other);
    for (const [, other = ''] of text.matchAll(/from '#events\/(\w+)'/g)) hears.add(other);
    // `from: 'jobs'` is how a list by `newestFirst` names what it reads.
    const named = /\b(FROM|JOIN|INTO|UPDATE|USING|from:)\s+(?:ONLY\s+)?'?(\w+)/g;
    for (const [, keyword, table = ''] of text.matchAll(named)) {
      const owner = owners.get(table);
      if (!owner || owner === name) continue;
      const column = keyword === 'INTO' || keyword === 'UPDATE' ? erases : reads;
      column.set(owner, (column.get(owner) ?? new Set()).add(table));
    }
  }
  return {
    calls: [...calls].sort(),
    hears: [...hears].sort(),
    ...(publishes.length > 0 && { publishes }),
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
