import { describe, expect, it } from '@jest/globals';

import { CatalogVersions } from './catalog-versions.js';

describe('stamps of the catalogue', () => {
  it('change with their own outlet, with a change everywhere, and with nothing else', () => {
    const versions = new CatalogVersions();
    const stamp = () => versions.stamp(['a'], ['definition']);
    const first = stamp();
    versions.advance('definition', 'b');
    versions.advance('stock', 'a');
    expect(stamp()).toBe(first);

    versions.advance('definition', 'a');
    const second = stamp();
    versions.advance('definition', null);
    expect(new Set([first, second, stamp()]).size).toBe(3);
  });

  it('of everything change with every outlet', () => {
    const versions = new CatalogVersions();
    const seen = new Set([versions.stamp('all', ['definition', 'stock'])]);
    for (const outletId of ['a', 'b', null]) {
      versions.advance('stock', outletId);
      seen.add(versions.stamp('all', ['definition', 'stock']));
    }
    expect(seen.size).toBe(4);
  });
});
