import { beforeEach, describe, expect, it } from '@jest/globals';

import { type GuestActor, newId, type OutletScope, type UserActor } from '#libs/kernel';

import { onlyPage } from '../../../kernel/testing/pages.js';
import { aTable, hoursLater } from '../../testing/a-table.js';
import { tableWorld } from '../../testing/table-world.js';
import type { DiningTable } from '../model/dining-table.js';
import { TableQueries } from '../tables.ports.js';
import { TableViews } from './table-views.js';

const page = { limit: 20, offset: 0 };
const NOTHING = onlyPage([], page);

/** Remembers of which outlets it was asked. */
class AskedQueries extends TableQueries {
  readonly scopes: OutletScope[] = [];

  get = async (scope: OutletScope) => {
    this.scopes.push(scope);
    return { table: aTable(newId()), session: null };
  };
  page = async (scope: OutletScope) => {
    this.scopes.push(scope);
    return NOTHING;
  };
  sessionPage = this.page;
  some = async () => [];
}

describe('tables as people see them', () => {
  const outletIds = [newId(), newId()];
  const waiter: UserActor = { kind: 'user', id: newId(), role: 'WAITER', outletIds };
  let world: ReturnType<typeof tableWorld>;
  let queries: AskedQueries;
  let views: TableViews;

  beforeEach(() => {
    world = tableWorld();
    queries = new AskedQueries();
    views = new TableViews(queries, world.sessions, world.states, world.outlets, world.floors);
  });

  it('are those of all the actor’s outlets, or of the one that they name', async () => {
    const admin: UserActor = { ...waiter, role: 'ADMIN', outletIds: [] };
    const [outletId] = outletIds;

    await views.page({ actor: waiter, page });
    await views.page({ actor: waiter, outletId, page });
    await views.sessionPage({ actor: waiter, outletId, filter: {}, page });
    await views.page({ actor: admin, page });
    await views.get(waiter, newId());

    expect(queries.scopes).toEqual([outletIds, [outletId], [outletId], 'all', outletIds]);
  });

  it('are never those of an outlet that is another’s, or closed', async () => {
    const missing = { code: 'OUTLET_NOT_FOUND' };
    world.outlets.closed.add(outletIds[0]!);

    for (const outletId of [newId(), outletIds[0]!]) {
      await expect(views.page({ actor: waiter, outletId, page })).rejects.toMatchObject(missing);
      await expect(views.sessionPage({ actor: waiter, outletId, filter: {}, page })).rejects.toMatchObject(missing);
    }
    expect(queries.scopes).toEqual([]);
  });

  describe('a session', () => {
    const outletId = outletIds[0]!;
    let [here, there]: DiningTable[] = [];
    const guestAt = (sessionId: string): GuestActor => ({
      kind: 'guest',
      role: 'GUEST',
      sessionId,
      tableId: here!.id,
      outletId,
    });

    beforeEach(async () => {
      [here, there] = [aTable(outletId), aTable(outletId)];
      await world.tables.insert(here);
      await world.tables.insert(there);
    });

    it('is shown to the outlet’s staff and to its own guests', async () => {
      const { session } = await world.open.execute({ actor: waiter, tableId: here!.id });

      expect(await views.session(waiter, session.id)).toEqual(session);
      expect(await views.session(guestAt(session.id), session.id)).toEqual(session);
      for (const stranger of [guestAt(newId()), { ...waiter, outletIds: [newId()] }]) {
        await expect(views.session(stranger, session.id)).rejects.toMatchObject({ code: 'TABLE_SESSION_NOT_FOUND' });
      }
      await expect(views.session(waiter, newId())).rejects.toMatchObject({ code: 'TABLE_SESSION_NOT_FOUND' });
    });

    it('that joined another is shown to its guests as what it became, and to staff as it was', async () => {
      const { session } = await world.open.execute({ actor: waiter, tableId: here!.id });
      const { session: host } = await world.open.execute({ actor: waiter, tableId: there!.id });
      world.clock.set(hoursLater(1));
      await world.api.moveSession({ actor: waiter, sessionId: session.id, tableId: there!.id, join: true });

      expect((await views.session(guestAt(host.id), session.id)).id).toBe(host.id);
      expect(await views.session(waiter, session.id)).toMatchObject({ id: session.id, joinedInto: host.id });
      await expect(views.session(guestAt(session.id), session.id)).rejects.toMatchObject({
        code: 'TABLE_SESSION_NOT_FOUND',
      });
    });
  });
});
