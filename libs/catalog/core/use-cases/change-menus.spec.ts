import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { catalogWorld } from '../../testing/catalog-world.js';
import { InMemoryMenuRepository } from '../../testing/in-memory-menu.repository.js';
import { InMemoryProductTermsRepository } from '../../testing/in-memory-product-terms.repository.js';
import type { MenuFields } from '../model/menu.js';
import { MenuTurns } from '../services/menu-turns.js';
import { MenuWriting } from '../services/menu-writing.js';
import { CreateMenu } from './create-menu.js';
import { DeleteMenu } from './delete-menu.js';
import { FollowSchedules } from './follow-schedules.js';
import { TurnMenus } from './turn-menus.js';
import { UpdateMenu } from './update-menu.js';

/** NOON of the world is a Friday, and its outlets are in UTC. */
const DINNER = {
  windows: [{ days: ['FRI' as const], from: '20:00', to: '22:00' }],
  startsOn: null,
  endsOn: null,
  except: [],
};
const [BEGINS, ENDS] = ['2025-11-21T20:00:00.000Z', '2025-11-21T22:00:00.000Z'];

describe('changing menus', () => {
  let world: ReturnType<typeof catalogWorld>;
  let menus: InMemoryMenuRepository;
  let create: CreateMenu;
  let update: UpdateMenu;
  let remove: DeleteMenu;
  let turn: TurnMenus;
  let follow: FollowSchedules;
  const dinner = newId();

  beforeEach(() => {
    world = catalogWorld();
    menus = new InMemoryMenuRepository();
    menus.schedules.set(dinner, DINNER);
    const { outlets, events, jobs, clock, scopes, changes, unitOfWork } = world;
    const turns = new MenuTurns(menus, new InMemoryProductTermsRepository(), outlets, events, jobs, clock);
    const writing = new MenuWriting(menus, scopes, changes, turns);
    create = new CreateMenu(menus, writing, unitOfWork, clock);
    update = new UpdateMenu(menus, writing, unitOfWork, clock);
    remove = new DeleteMenu(menus, writing, unitOfWork, clock);
    turn = new TurnMenus(turns, unitOfWork);
    follow = new FollowSchedules(turns, unitOfWork);
  });

  const made = (draft: Partial<MenuFields> = {}) =>
    create.execute({ actor: world.admin, draft: { name: 'Dinner', ...draft } });
  const told = () =>
    world.events.events
      .filter(({ type }) => type === 'MENU_CHANGED')
      .map(({ outletId, payload }) => [outletId, (payload as { changes_at: string | null }).changes_at]);
  const planned = () => world.jobs.jobs.map(({ outletId, runAt }) => [outletId, runAt?.toISOString()]);

  it('leaves an audit entry behind, makes what is remembered old, and tells every outlet when it turns next', async () => {
    const before = world.versions.stamp([world.cafe], ['definition']);
    await made({ scheduleId: dinner, outletIds: [world.cafe] });

    expect(world.audit.entries).toMatchObject([
      { action: 'menu.created', outletId: null, details: { name: 'Dinner' } },
    ]);
    expect(world.versions.stamp([world.cafe], ['definition'])).not.toBe(before);
    expect(told()).toEqual([
      [world.cafe, BEGINS],
      [world.bakery, null],
      [world.shop, null],
    ]);
    expect(planned()).toEqual([[world.cafe, BEGINS]]);
  });

  it('at its hour tells the outlet and plans the next one; at an hour that is none any more it only plans', async () => {
    const { id } = await made({ scheduleId: dinner, outletIds: [world.cafe] });
    await turn.execute({ outletId: world.cafe, at: new Date(BEGINS) });
    expect([told().at(-1), planned().at(-1)]).toEqual([
      [world.cafe, ENDS],
      [world.cafe, ENDS],
    ]);

    await update.execute({ actor: world.admin, id, changes: { active: false } });
    const [before, jobs] = [told().length, planned().length];
    await turn.execute({ outletId: world.cafe, at: new Date(ENDS) });
    await turn.execute({ outletId: newId(), at: new Date(ENDS) });
    expect([told().length, planned().length]).toEqual([before, jobs]);
  });

  it('follows schedules and outlets where there are menus', async () => {
    await follow.execute({ tell: true });
    expect([told(), planned()]).toEqual([[], []]);
    await made({ scheduleId: dinner });
    const before = told().length;
    await follow.execute({ tell: false });
    expect(told()).toHaveLength(before);
    await follow.execute({ tell: true });
    expect(told()).toHaveLength(before + 3);
  });

  it('is refused for what is not there, and an old version', async () => {
    const unknown = newId();
    await expect(made({ outletIds: [unknown] })).rejects.toMatchObject({ code: 'OUTLET_NOT_FOUND' });
    await expect(made({ categoryIds: [unknown] })).rejects.toMatchObject({ code: 'CATEGORY_NOT_FOUND' });
    await expect(made({ productIds: [unknown] })).rejects.toMatchObject({ code: 'PRODUCT_NOT_FOUND' });
    await expect(made({ scheduleId: unknown })).rejects.toMatchObject({ code: 'SCHEDULE_NOT_FOUND' });
    const { id } = await made();
    const { admin: actor } = world;
    await expect(update.execute({ actor, id, changes: {}, version: 2 })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
    await remove.execute({ actor, id, version: 1 });
    await expect(remove.execute({ actor, id })).rejects.toMatchObject({ code: 'MENU_NOT_FOUND' });
    await expect(update.execute({ actor, id, changes: {} })).rejects.toMatchObject({ code: 'MENU_NOT_FOUND' });
  });
});
