import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { modulesIn } from '../../scripts/module-map/facts.js';

const ROOT = join(import.meta.dirname, '..', '..');

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const filesIn = (path: string) =>
  existsSync(join(ROOT, path)) ? readdirSync(join(ROOT, path), { withFileTypes: true }) : [];
const sourcesIn = (path: string) =>
  filesIn(path).flatMap(({ name }) => (name.endsWith('.ts') && !name.endsWith('.spec.ts') ? [name] : []));
const kebab = (camel: string) => camel.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const pascal = (name: string) => name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
}

describe('operations', () => {
  const { paths } = JSON.parse(read('openapi.json')) as { paths: Record<string, Record<string, Operation>> };
  const changing = Object.values(paths).flatMap((methods) =>
    Object.entries(methods).flatMap(([method, { operationId }]) => (method === 'get' ? [] : [operationId])),
  );
  const useCases = new Set(modulesIn(ROOT).flatMap((name) => sourcesIn(`libs/${name}/core/use-cases`)));
  const missing = changing.filter((id) => !useCases.has(`${kebab(id)}.ts`));

  it('that change something are each found at libs/*/core/use-cases/<operationId>.ts', () => {
    expect(missing).toEqual([]);
  });
});

describe.each(modulesIn(ROOT))('libs/%s', (name) => {
  const core = `libs/${name}/core`;
  const title = pascal(name);

  it('has a README', () => {
    expect(existsSync(join(ROOT, `libs/${name}/README.md`))).toBe(true);
  });

  it('keeps in core/ itself its API, its ports and its facade, and everything else in a folder', () => {
    const loose = sourcesIn(core).filter(
      (file) => ![`${name}.api.ts`, `${name}.ports.ts`, `${name}.facade.ts`].includes(file),
    );
    const folders = filesIn(core).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

    expect(loose).toEqual([]);
    expect(['model', 'services', 'use-cases']).toEqual(expect.arrayContaining(folders));
  });

  it('has one class that answers neighbours', () => {
    if (!existsSync(join(ROOT, `${core}/${name}.api.ts`))) return;

    expect(read(`${core}/${name}.facade.ts`)).toMatch(`export class ${title}Facade`);
  });

  it.each([...sourcesIn(`${core}/use-cases`), 'none'])('core/use-cases/%s is a use case of its name', (file) => {
    if (file === 'none') return;
    const text = read(`${core}/use-cases/${file}`);
    const classes = [...text.matchAll(/^export (?:abstract )?class (\w+)/gm)].map(([, one]) => one);
    const verbs = [
      ...text.matchAll(/^ {2}(?!private|protected|constructor|static|get |#)(?:async )?(\w+)(?:<[^(]*>)?\(/gm),
    ];

    expect(classes).toEqual([pascal(file.replace('.ts', ''))]);
    expect(text).toMatch('@Injectable()');
    expect(verbs.map(([, verb]) => verb)).toEqual(['execute']);
  });

  it('has every use case in a unit spec, or among the fakes that one builds on', () => {
    const specs = readdirSync(join(ROOT, `libs/${name}`), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.spec.ts') || (file.startsWith('testing/') && file.endsWith('.ts')))
      .map((file) => read(`libs/${name}/${file}`))
      .join();
    const untested = sourcesIn(`${core}/use-cases`).filter(
      (file) => !new RegExp(`\\b${pascal(file.replace('.ts', ''))}\\b`).test(specs),
    );

    expect(untested).toEqual([]);
  });

  it('has services whose verbs say what they do: `execute` is the word of use cases', () => {
    const offenders = sourcesIn(`${core}/services`).filter((file) =>
      / {2}(?:async )?execute\(/.test(read(`${core}/services/${file}`)),
    );

    expect(offenders).toEqual([]);
  });

  it('exposes no dependency of a class as a public field', () => {
    const offenders = [`${core}/services`, `${core}/use-cases`, core].flatMap((folder) =>
      sourcesIn(folder).filter((file) =>
        /constructor\([^)]*?(?:^|[\s(])(?:public|readonly) (?!.*private)/m.test(
          read(`${folder}/${file}`).replace(/private readonly/g, 'private'),
        ),
      ),
    );

    expect(offenders).toEqual([]);
  });
});
