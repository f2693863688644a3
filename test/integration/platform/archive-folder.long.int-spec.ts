import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { FolderStore } from '../../../libs/platform/history/folder-store.js';
import { archiveContract } from '../../../libs/platform/history/testing/archive.contract.js';

describe('a folder of archives', () => {
  let folder: string;
  beforeAll(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'comanda-archive-')), 'made', 'when it is missing');
  });
  afterAll(() => rmSync(join(folder, '..', '..'), { recursive: true, force: true }));

  archiveContract(() => ({
    store: new FolderStore(folder),
    read: (name) => Promise.resolve(existsSync(join(folder, name)) ? readFileSync(join(folder, name)) : undefined),
  }));

  it('has files for the own account alone, and nothing that is unfinished', () => {
    const names = readdirSync(folder);
    expect(names.every((name) => name.endsWith('.ndjson.gz'))).toBe(true);
    expect(names.map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual(names.map(() => 0o600));
  });
});
