import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { drawMap } from '../../scripts/module-map/draw.js';
import { mapInCode, modulesIn, readMap } from '../../scripts/module-map/facts.js';

const ROOT = join(import.meta.dirname, '..', '..');
const map = readMap(ROOT);
const code = mapInCode(ROOT);

/** Views by the names that the web POS has for orders and lines: no module reads them. */
const FOR_OTHER_PROGRAMS = ['transaction_items', 'transactions'];

describe('docs/module-map.json', () => {
  it('has a row for every module, and for nothing else', () => {
    expect(Object.keys(map).sort()).toEqual(modulesIn(ROOT));
  });

  it.each(Object.keys(map))('says what %s calls, hears, publishes, reads and erases: no more, no less', (name) => {
    const { owns: _, ...row } = map[name] ?? { owns: '' };

    expect(row).toEqual(code[name]);
  });

  it.each(Object.keys(map))(
    'is how %s is wired: its module imports the modules that it calls, and nothing is global',
    (name) => {
      const wiring = readFileSync(join(ROOT, `libs/${name}/${name}.module.ts`), 'utf8');
      const imported = [...wiring.matchAll(/from '#module\/(\w+)'/g)].map(([, other]) => other);

      expect(imported.sort()).toEqual(map[name]?.calls);
      expect(wiring).not.toMatch(/@Global|global: true/);
    },
  );

  it('has no cycle of calls', () => {
    const visit = (name: string, path: readonly string[]): string[] =>
      path.includes(name)
        ? [[...path, name].join(' → ')]
        : (map[name]?.calls ?? []).flatMap((next) => visit(next, [...path, name]));

    expect(Object.keys(map).flatMap((name) => visit(name, []))).toEqual([]);
  });

  it('is drawn into docs/architecture.md as it stands: run npm run map', () => {
    const words = (text: string) => text.replace(/[\s|-]+/g, ' ');

    expect(words(readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8'))).toContain(words(drawMap(map)));
  });

  const publishedBy = (name: string): readonly string[] => map[name]?.publishes ?? [];
  const readOf = (owner: string): string[] => Object.values(map).flatMap(({ reads }) => reads[owner] ?? []);

  it.each(Object.keys(map))('has %s publish views by its name that somebody reads', (name) => {
    const ours = publishedBy(name).filter((view) => !FOR_OTHER_PROGRAMS.includes(view));

    expect(ours.filter((view) => !view.startsWith(`${name}_`))).toEqual([]);
    expect(ours).toEqual([...new Set(readOf(name))].filter((read) => ours.includes(read)).sort());
  });

  it.each(Object.keys(map))('has others read of %s what it publishes, and never its tables', (name) => {
    expect(publishedBy(name)).toEqual(expect.arrayContaining(readOf(name)));
  });

  it('says of each published view what its rows are: COMMENT ON VIEW', () => {
    const migrations = readdirSync(join(ROOT, 'migrations')).map((file) =>
      readFileSync(join(ROOT, 'migrations', file), 'utf8'),
    );
    const ours = Object.keys(map).flatMap(publishedBy);
    const told = ours.filter((view) => migrations.some((text) => text.includes(`COMMENT ON VIEW ${view} IS '`)));

    expect(told).toEqual(ours.filter((view) => !FOR_OTHER_PROGRAMS.includes(view)));
  });

  it('lets nobody write into a table of another module but to erase what is personal, and that in the logs of the platform', () => {
    expect(Object.values(map).flatMap(({ erases = {} }) => Object.keys(erases))).toEqual(
      expect.not.arrayContaining([expect.not.stringMatching('platform')]),
    );
  });
});
