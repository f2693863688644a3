import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..', '..');
const SOURCES = ['libs', 'apps', 'test'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({ path: `${folder}/${path}`, text: readFileSync(join(ROOT, folder, path), 'utf8') })),
);
const moduleOf = (path: string): string => path.split('/').slice(0, 2).join('/');
const isTest = (path: string): boolean => /\/testing\/|spec\.ts$|^test\//.test(path);

/** Ports that keep two parts of a module apart which may not import each other, and have one adapter each. */
const WALLS: Readonly<Record<string, string>> = {
  ReceiptPrinter: 'the HTTP edge may not import the edge that makes PDF pages',
  EmailTemplates: 'the core decides that a mail goes out, the words are presentation',
};

const ports = SOURCES.filter(({ path }) => /^libs\/(?:kernel\/[^/]+|.*\.ports|.*\/presentation\/[^/]+)\.ts$/.test(path))
  .filter(({ path }) => !isTest(path))
  .flatMap(({ path, text }) =>
    [...text.matchAll(/^export abstract class (\w+)/gm)].map(([, name = '']) => ({ name, path })),
  );

/** The files of its adapters, one for each class, and for each object of its type. */
const adaptersOf = (port: string): string[] => {
  const heads = new RegExp(
    `: ${port} = \\{|class \\w*(?:<[^>]*>)? ?(?:extends|implements) (?:[\\w, ]*\\b)?${port}\\b`,
    'g',
  );
  return SOURCES.flatMap(({ path, text }) => [...text.matchAll(heads)].map(() => path));
};

describe('a port', () => {
  it('is there to be found', () => {
    expect(ports.length).toBeGreaterThan(50);
  });

  // Reads are ports by rule (controller → …Queries): SQL is their only sense, and the database their only test.
  it.each(ports.filter(({ name }) => !name.endsWith('Queries')))(
    '$name has two adapters, or a fake that a spec uses, or is another module’s to implement',
    ({ name, path }) => {
      const adapters = adaptersOf(name);
      const real = adapters.filter((adapter) => !isTest(adapter));
      const isAnothers = real.some((adapter) => moduleOf(adapter) !== moduleOf(path));

      expect({
        name,
        isNeeded: real.length > 1 || adapters.some(isTest) || isAnothers || name in WALLS,
      }).toEqual({ name, isNeeded: true });
    },
  );
});
