import { beforeAll, describe, expect, it } from '@jest/globals';

import type { IdentityApi } from '#libs/identity';
import { newId, SYSTEM, type UserActor } from '#libs/kernel';
import { type Database, withRequest } from '#libs/platform';

import { type AuditLogRequest, AuditLogViews } from '../../../libs/operations/core/services/audit-log-views.js';
import { SqlAuditLogQueries } from '../../../libs/operations/typeorm/sql-audit-log.queries.js';
import { SqlAuditLog } from '../../../libs/platform/events/sql-audit-log.js';
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
  let views: AuditLogViews;

  beforeAll(async () => {
    database = await connect(await createTestDatabase(), [], 2);
    views = new AuditLogViews(new SqlAuditLogQueries(database), identity);
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

  const list = async (wanted: Partial<AuditLogRequest> = {}) => {
    const page = await views.page({ actor: admin, page: { limit: 20, offset: 0 }, ...wanted });
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

describe('what the audit log says of a person who is erased', () => {
  const [ana, outlet] = [newId(), newId()];
  const customer = { kind: 'user', id: ana, role: 'CUSTOMER' } as const;
  const cashier = { kind: 'user', id: budi, role: 'KASIR' } as const;
  const order = { subjectType: 'order', outletId: outlet, reason: 'I am ill' };
  let database: Database;

  const entries = async () =>
    database.query({ text: 'SELECT action, client_address, reason FROM audit_log ORDER BY id' });

  beforeAll(async () => {
    database = await connect(await createTestDatabase(), []);
    const log = new SqlAuditLog(database);
    await withRequest({ requestId: newId(), clientAddress: '203.0.113.7' }, async () => {
      await log.record({ ...order, actor: customer, action: 'order.cancelled', subjectId: 'a' });
      await log.record({ ...order, actor: cashier, action: 'order.voided', subjectId: 'b' });
      const account = { subjectType: 'user', subjectId: ana, outletId: null };
      await log.record({ ...account, actor: cashier, action: 'user.changed', reason: 'wrong name' });
      await log.record({ ...account, actor: { ...customer, role: 'KASIR' }, action: 'shift.opened', reason: 'late' });
    });
    await log.record({ ...order, actor: customer, action: 'order.rejected', subjectId: 'c' });
    await log.forget(ana);
    await withRequest({ requestId: newId(), clientAddress: '203.0.113.7' }, () =>
      log.record({ actor: customer, action: 'user.erased', subjectType: 'user', subjectId: ana, outletId: null }),
    );
  });

  it('is neither where they were nor what they wrote as a customer; the rest stays, and so does what follows', async () => {
    expect(await entries()).toEqual([
      { action: 'order.cancelled', client_address: null, reason: null },
      { action: 'order.voided', client_address: '203.0.113.7', reason: 'I am ill' },
      { action: 'user.changed', client_address: null, reason: 'wrong name' },
      { action: 'shift.opened', client_address: null, reason: 'late' },
      { action: 'order.rejected', client_address: null, reason: null },
      { action: 'user.erased', client_address: '203.0.113.7', reason: null },
    ]);
  });
});
