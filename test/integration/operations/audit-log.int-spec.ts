import { beforeAll, describe, expect, it } from '@jest/globals';

import type { IdentityApi } from '#libs/identity';
import { newId, SYSTEM, type UserActor } from '#libs/kernel';
import type { Database } from '#libs/platform';

import { SqlAuditLog } from '../../../libs/platform/events/sql-audit-log.js';
import { ListAuditLog, type ListAuditLogInput } from '../../../libs/operations/core/services/audit-log-views.js';
import { SqlAuditTrail } from '../../../libs/operations/typeorm/sql-audit-log.queries.js';
import { connect } from '../../support/data-source.js';
import { createTestDatabase } from '../../support/database.js';

const [jakarta, bandung] = [newId(), newId()];
const [budi, sari] = [newId(), newId()];

const names = new Map([
  [budi, 'Budi'],
  [sari, 'Sari'],
]);
const identity = {
  namesOf: async (userIds: readonly string[]) => new Map([...names].filter(([id]) => userIds.includes(id))),
} as Partial<IdentityApi> as IdentityApi;

describe('the audit log', () => {
  const admin: UserActor = { kind: 'user', id: newId(), role: 'ADMIN', outletIds: [] };
  let database: Database;
  let listing: ListAuditLog;

  beforeAll(async () => {
    database = await connect(await createTestDatabase(), [], 2);
    listing = new ListAuditLog(new SqlAuditTrail(database), identity);
    const log = new SqlAuditLog(database);
    const by = (id: string, role: 'KASIR' | 'SUPERVISOR') => ({ kind: 'user', id, role }) as const;
    const order = { subjectType: 'order', outletId: jakarta };
    await log.record({ ...order, actor: by(budi, 'KASIR'), action: 'order.discounted', subjectId: 'a' });
    await log.record({
      ...order,
      actor: by(budi, 'KASIR'),
      action: 'order.voided',
      subjectId: 'a',
      reason: 'wrong table',
      approvedBy: sari,
      details: { amount: 15_000 },
    });
    await log.record({ ...order, actor: SYSTEM, action: 'order.expired', subjectId: 'b', outletId: bandung });
    await log.record({
      actor: by(sari, 'SUPERVISOR'),
      action: 'user.updated',
      subjectType: 'user',
      subjectId: budi,
      outletId: null,
    });
  });

  const list = async (wanted: Partial<ListAuditLogInput> = {}) => {
    const page = await listing.execute({ actor: admin, page: { limit: 20, offset: 0 }, ...wanted });
    return { ...page, actions: page.data.map(({ action }) => action) };
  };

  it('shows everything of every outlet to an admin, newest first', async () => {
    const found = await list();

    expect(found.actions).toEqual(['user.updated', 'order.expired', 'order.voided', 'order.discounted']);
    expect(found).toMatchObject({ total: 4, next_cursor: null });
  });

  it('names who did it and who approved it', async () => {
    const [voided] = (await list({ action: 'order.voided' })).data;

    expect(voided).toMatchObject({
      outletId: jakarta,
      actor: { kind: 'user', id: budi, role: 'KASIR' },
      actorName: 'Budi',
      approvedBy: sari,
      approverName: 'Sari',
      reason: 'wrong table',
      details: { amount: 15_000 },
    });
    expect((await list({ action: 'order.expired' })).data[0]).toMatchObject({ actor: SYSTEM, actorName: null });
  });

  it('filters by outlet, subject, actor and time', async () => {
    const future = new Date(Date.now() + 3_600_000);

    expect((await list({ outletId: bandung })).actions).toEqual(['order.expired']);
    expect((await list({ outletId: newId() })).total).toBe(0);
    expect((await list({ subjectType: 'order', subjectId: 'a' })).actions).toEqual([
      'order.voided',
      'order.discounted',
    ]);
    expect((await list({ actorId: sari })).actions).toEqual(['user.updated']);
    expect((await list({ period: { whole: { from: future }, apart: [] } })).total).toBe(0);
    expect((await list({ period: { whole: { to: future }, apart: [] } })).total).toBe(4);
  });

  it('pages by cursor without a gap or a repeat', async () => {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await list({ page: { limit: 3, offset: 0, after } });
      seen.push(...page.actions);
      after = page.next_cursor ?? undefined;
    } while (after);

    expect(seen).toEqual(['user.updated', 'order.expired', 'order.voided', 'order.discounted']);
    await expect(list({ page: { limit: 3, offset: 0, after: 'WzFd' } })).rejects.toMatchObject({
      code: 'CURSOR_INVALID',
    });
  });
});
