import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { onCleanup } from '../../support/cleanup.js';
import { ROOT } from '../../support/processes.js';

const HASHED = /^(.+-)([\w-]{8})(\.(?:js|css|svg))$/;
const PACKED = /\.(?:br|gz)$/;

/**
 * The next version of the program, in a folder of its own: what is built now, with each file of the pages under the name that other contents would
 * have given it. Resolves with the folder, which holds `dist` as the repository does.
 */
export function nextRelease(version: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'comanda-release-'));
  onCleanup(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
  cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true });
  for (const file of ['package.json', 'openapi.json']) cpSync(join(ROOT, file), join(folder, file));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  renamePages(join(folder, 'dist', 'apps', 'web'), version);
  return folder;
}

function renamePages(pages: string, version: string): void {
  const names = new Map<string, string>();
  for (const name of readdirSync(join(pages, 'web'))) {
    const [, start, hash, end] = HASHED.exec(name) ?? [];
    if (start && hash && end) names.set(name, `${start}${hashOf(hash + version)}${end}`);
  }
  for (const entry of readdirSync(pages, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (PACKED.test(entry.name)) rmSync(path);
    else if (entry.isFile()) {
      const text = readFileSync(path, 'utf8');
      const renamed = text
        .replaceAll(/[\w.-]+-[\w-]{8}\.(?:js|css|svg)/g, (name) => names.get(name) ?? name)
        .replaceAll(/"version":"(\w{12})"/g, (_all, before: string) => `"version":"${hashOf(before + version, 12)}"`);
      writeFileSync(path, renamed);
      const name = names.get(entry.name);
      if (name) renameSync(path, join(entry.parentPath, name));
    }
  }
}

const hashOf = (text: string, length = 8): string => createHash('sha256').update(text).digest('hex').slice(0, length);
