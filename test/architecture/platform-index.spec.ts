import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..', '..');
const DOORS = ['', '/csv', '/env', '/outbound'];

const namesOf = (list: string): string[] =>
  list
    .split(',')
    .map((name) =>
      name
        .trim()
        .replace(/^type /, '')
        .replace(/ as .*/, ''),
    )
    .filter((name) => name !== '');

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

const importers = ['apps', 'libs', 'scripts', 'test']
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  )
  .filter((file) => file.endsWith('.ts') && !file.startsWith(join('libs', 'platform')));

describe.each(DOORS)('#libs/platform%s', (door) => {
  const index = read(`libs/platform${door}/index.ts`);
  const imports = new RegExp(
    `(?:import (?:type )?|const )\\{([^}]*)\\} (?:from|= await import\\()\\s?'#libs/platform${door}'`,
    'g',
  );

  it('exports by name, and nothing that nobody outside the platform imports', () => {
    const exported = [...index.matchAll(/export (?:type )?\{([^}]*)\} from/g)].flatMap(([, list = '']) =>
      namesOf(list),
    );
    const imported = new Set(
      importers.flatMap((file) => [...read(file).matchAll(imports)].flatMap(([, list = '']) => namesOf(list))),
    );

    expect(index).not.toContain('export *');
    expect(exported.length).toBeGreaterThan(0);
    expect(exported.filter((name) => !imported.has(name))).toEqual([]);
  });
});
