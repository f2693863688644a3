import { describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { reportingWorld } from '../../testing/reporting-world.js';

describe('the outlets of a report', () => {
  it('are all of an admin’s, or those of the supervisor, when none is named', async () => {
    const { outlets, admin, supervisor, jakarta } = reportingWorld();

    expect(await outlets.scopeOf(admin, undefined)).toBe('all');
    expect(await outlets.scopeOf(supervisor, undefined)).toEqual([jakarta]);
  });

  it('are the one that is named, if it is theirs and exists', async () => {
    const { outlets, admin, supervisor, jakarta, makassar } = reportingWorld();

    expect(await outlets.scopeOf(admin, makassar)).toEqual([makassar]);
    expect(await outlets.scopeOf(supervisor, jakarta)).toEqual([jakarta]);
    await expect(outlets.scopeOf(supervisor, makassar)).rejects.toMatchObject({ code: 'OUTLET_NOT_FOUND' });
    await expect(outlets.scopeOf(admin, newId())).rejects.toMatchObject({ code: 'OUTLET_NOT_FOUND' });
  });

  it('have each their own day of business, of which the latest is today', async () => {
    const { outlets, jakarta, makassar } = reportingWorld();

    expect([...(await outlets.byDay('all'))]).toEqual([
      ['2026-03-02', [jakarta]],
      ['2026-03-03', [makassar]],
    ]);
    expect(await outlets.today('all')).toBe('2026-03-03');
    expect(await outlets.today([jakarta])).toBe('2026-03-02');
  });

  it('are none of somebody without an outlet, whose day is UTC’s', async () => {
    const { outlets } = reportingWorld();

    expect(await outlets.today([])).toBe('2026-03-02');
  });
});
