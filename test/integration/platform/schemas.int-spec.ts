import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { describe, expect, it } from '@jest/globals';

import { createTestDatabase } from '../../support/database.js';

describe('the row schemas', () => {
  it('say what the migrations made: every table, column, type and NULL', async () => {
    const { url } = await createTestDatabase();

    const { stdout } = await promisify(execFile)(process.execPath, ['test/support/compare-schema.mjs'], {
      env: { ...process.env, DATABASE_URL: url, NODE_OPTIONS: '' },
    });
    const { entities, differences } = JSON.parse(stdout) as { entities: number; differences: string[] };

    expect(differences).toEqual([]);
    expect(entities).toBeGreaterThan(15);
  });
});
