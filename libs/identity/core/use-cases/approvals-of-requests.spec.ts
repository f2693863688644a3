import { beforeEach, describe, expect, it } from '@jest/globals';

import { type PermissionKey, type StaffRole } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { KeptEventLog } from '../../../kernel/testing/index.js';
import { aUser } from '../../testing/a-user.js';
import { asActor, identityWorld, NOON } from '../../testing/identity-world.js';
import {
  FewKnownRequests,
  GivenGrant,
  InMemoryApprovals,
  InMemoryPermissionRules,
} from '../../testing/in-memory-permissions.js';
import type { PermissionRule } from '../model/permission-rule.js';
import { ApprovalDecisions } from '../services/approval-decisions.js';
import { ApprovalRequests } from '../services/approval-requests.js';
import { GrantedPermissions } from '../services/granted-permissions.js';
import { PermissionBook } from '../services/permission-book.js';
import { PermissionChanges } from '../services/permission-changes.js';
import { CreateApproval } from './create-approval.js';
import { DenyApproval } from './deny-approval.js';
import { GrantApproval } from './grant-approval.js';
import { ReplacePermissionRules } from './replace-permission-rules.js';
import { RequestApproval } from './request-approval.js';

const MINUTE = 60_000;
const siti = aUser({ username: 'siti', role: 'KASIR', outletIds: ['jakarta'] });
const rina = aUser({ username: 'rina', role: 'SUPERVISOR', outletIds: ['jakarta'] });
const joao = aUser({ username: 'joao', role: 'SUPERVISOR', outletIds: ['sao-paulo'] });
const ratna = aUser({ username: 'ratna', role: 'ADMIN', outletIds: [] });
const request = { method: 'POST', path: '/orders/1/discount', body: { value: 10 } };

class AnyOutlet extends OutletsApi {
  get = async (id: string) => ({ id }) as Awaited<ReturnType<OutletsApi['get']>>;
  list = async () => [];
}

let world: ReturnType<typeof permissionWorld>;

function permissionWorld() {
  const identity = identityWorld();
  const { users, secretCheck, tokens, clock, unitOfWork, audit } = identity;
  const [rules, approvals, presented, known] = [
    new InMemoryPermissionRules(),
    new InMemoryApprovals(),
    new GivenGrant(),
    new FewKnownRequests(),
  ];
  const [outlets, events] = [new AnyOutlet(), new KeptEventLog()];
  const book = new PermissionBook(rules);
  const permissions = new GrantedPermissions(book, users, secretCheck, approvals, presented, tokens, clock);
  const requests = new ApprovalRequests(known, outlets, book, tokens, rules);
  const changes = new PermissionChanges(events, book, unitOfWork);
  const decisions = new ApprovalDecisions(approvals, permissions, events, audit, unitOfWork, clock);
  return {
    ...identity,
    rules,
    approvals,
    presented,
    known,
    events: events.events,
    permissions,
    create: new CreateApproval(requests, permissions, approvals, audit, unitOfWork, clock),
    request: new RequestApproval(requests, approvals, events, audit, unitOfWork, clock),
    grant: new GrantApproval(decisions),
    deny: new DenyApproval(decisions),
    replace: new ReplacePermissionRules(rules, outlets, changes, audit, unitOfWork, clock),
  };
}

beforeEach(async () => {
  world = permissionWorld();
  await world.users.add(siti, { pinHash: 'today:1111' });
  await world.users.add(rina, { pinHash: 'today:2222' });
  await world.users.add(joao, { pinHash: 'today:3333' });
  await world.users.add(ratna, { pinHash: 'today:4444' });
  world.rules.roles.set(siti.id, 'KASIR').set(rina.id, 'SUPERVISOR');
});

const wish = { actor: asActor(siti), outletId: 'jakarta', request };
const rule = (given: Partial<PermissionRule>): Omit<PermissionRule, 'outletId'> => ({
  role: given.userId ? null : 'KASIR',
  userId: null,
  key: 'bill.discount',
  effect: 'ALLOW',
  limits: {},
  ...given,
});
const put = (rules: Omit<PermissionRule, 'outletId'>[], version = 0, outletId: string | null = 'jakarta') =>
  world.replace.execute({ actor: asActor(ratna), outletId, rules, version });
const need = (facts = {}, key: PermissionKey = 'bill.discount') => ({
  actor: asActor(siti),
  outletId: 'jakarta',
  key,
  facts,
});
const present = (token: string, sent = request) =>
  (world.presented.grant = { token, requestHash: world.known.hashOf(sent) });

describe('replacing the rules', () => {
  it('counts the version, tells the processes, leaves a trace, and is read with the next question', async () => {
    expect((await world.permissions.may(asActor(siti), 'jakarta', 'bill.discount')).effect).toBe('APPROVE');

    const next = await put([rule({ limits: { maxBasisPoints: 1000 } })]);

    expect(next).toMatchObject({ version: 1, rules: [{ outletId: 'jakarta', role: 'KASIR' }] });
    expect((await world.permissions.may(asActor(siti), 'jakarta', 'bill.discount')).effect).toBe('ALLOW');
    await world.permissions.may(asActor(siti), 'jakarta', 'bill.void');
    expect(world.rules.reads).toBe(2);
    expect(world.events).toMatchObject([
      { type: 'PERMISSIONS_CHANGED', payload: { outlet_id: 'jakarta', version: 1 } },
    ]);
    expect(world.audit.entries).toMatchObject([{ action: 'permissions.changed', actor: { id: ratna.id } }]);
  });

  it.each<[string, Parameters<typeof put>]>([
    ['VERSION_CONFLICT', [[], 3]],
    ['ADMINISTRATION_UNREACHABLE', [[rule({ key: 'permissions.edit', role: 'ADMIN', effect: 'DENY' })]]],
    ['PERMISSION_NOT_GRANTABLE', [[rule({ role: 'WAITER', key: 'drawer.open' })]]],
    ['RULE_NEEDS_INSTALLATION', [[rule({ role: 'ADMIN', key: 'catalog.edit' })]]],
    ['LIMIT_UNKNOWN', [[rule({ limits: { maxPerShift: 1 } })]]],
    ['LIMIT_NEEDS_ALLOW', [[rule({ effect: 'APPROVE', limits: { maxAmount: 1 } })]]],
    ['LIMIT_NEEDS_OUTLET', [[rule({ limits: { maxAmount: 1 } })], 0, null]],
    ['RULE_NEEDS_SUBJECT', [[rule({ role: null })]]],
    ['RULE_TWICE', [[rule({}), rule({ effect: 'DENY' })]]],
    ['RULE_USER_UNKNOWN', [[rule({ userId: joao.id })]]],
  ])('refuses with %s what cannot be, and changes nothing', async (code, args) => {
    await expect(put(...args)).rejects.toMatchObject({ code });
    expect([world.rules.sets.size, world.events.length]).toEqual([0, 0]);
  });

  it('asks of a person’s rule whether their role may have it', async () => {
    world.rules.roles.set(siti.id, 'KITCHEN' satisfies StaffRole);

    await expect(put([rule({ userId: siti.id })])).rejects.toMatchObject({ code: 'PERMISSION_NOT_GRANTABLE' });
    expect(await put([rule({ userId: siti.id, effect: 'DENY' })])).toMatchObject({ version: 1 });
  });
});

describe('an approval at the till', () => {
  const create = (approver = { userId: rina.id, pin: '2222' }) => world.create.execute({ ...wish, approver });

  it('is good for two minutes, for this request of whoever asked', async () => {
    const { grant, approval } = await create();
    present(grant);

    expect(approval.expiresAt).toEqual(new Date(NOON.getTime() + 2 * MINUTE));
    expect(await world.permissions.require(need())).toBe(rina.id);
    await expect(world.permissions.require(need())).rejects.toMatchObject({ code: 'GRANT_USED' });
    expect(world.audit.entries).toMatchObject([{ action: 'approval.granted', approvedBy: rina.id }]);
    expect(JSON.stringify([...world.approvals.kept.values()])).not.toContain(`"${grant}"`);
  });

  it('is refused late, for another request, and to somebody else', async () => {
    const { grant } = await create();
    present(grant, { ...request, body: { value: 11 } });
    await expect(world.permissions.require(need())).rejects.toMatchObject({ code: 'GRANT_MISMATCH' });
    present(grant);
    const other = { ...asActor(siti), id: 'somebody' };
    await expect(world.permissions.require({ ...need(), actor: other })).rejects.toMatchObject({
      code: 'GRANT_MISMATCH',
    });

    world.clock.set(new Date(NOON.getTime() + 2 * MINUTE));
    await expect(world.permissions.require(need())).rejects.toMatchObject({ code: 'GRANT_EXPIRED' });
  });

  it.each([
    ['their own PIN', { userId: siti.id, pin: '1111' }],
    ['a wrong PIN', { userId: rina.id, pin: '9999' }],
    ['a supervisor of another outlet', { userId: joao.id, pin: '3333' }],
  ])('is not given by %s', async (_, approver) => {
    await expect(create(approver)).rejects.toMatchObject({ code: 'APPROVAL_DENIED' });
    expect(world.approvals.kept.size).toBe(0);
  });

  it('counts for the value that its approver may do alone', async () => {
    await put([rule({ userId: rina.id, limits: { maxBasisPoints: 2000 } })]);
    present((await create()).grant);
    await expect(world.permissions.require(need({ basisPoints: 2001 }))).rejects.toMatchObject({
      code: 'APPROVAL_DENIED',
    });

    present((await create()).grant);
    expect(await world.permissions.require(need({ basisPoints: 2000 }))).toBe(rina.id);
  });

  it('is for a request that needs one, without an approval in it, and that is not denied', async () => {
    const of = (wanted: typeof request) =>
      world.create.execute({ ...wish, request: wanted, approver: { userId: rina.id, pin: '2222' } });
    await expect(of({ ...request, path: '/ping' })).rejects.toMatchObject({ code: 'NOTHING_TO_APPROVE' });
    await expect(of({ ...request, body: { value: 1, approval: {} } as never })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
    });
    await put([rule({ effect: 'DENY' })]);
    await expect(of(request)).rejects.toMatchObject({ code: 'FORBIDDEN', details: { permission: 'bill.discount' } });
  });

  it('may stand for several permissions of one request', async () => {
    await put([rule({ key: 'order.take', effect: 'APPROVE' }), rule({ key: 'payment.take', effect: 'APPROVE' })]);
    const sale = { ...request, path: '/sell' };
    await world.create.execute({ ...wish, request: sale, approver: { userId: rina.id, pin: '2222' } });

    expect([...world.approvals.kept.values()][0]?.keys).toEqual(['order.take', 'payment.take']);
  });
});

describe('an approval from afar', () => {
  it('is asked of those who may, waits, and is good for two minutes once it is granted', async () => {
    await put([rule({ userId: rina.id, effect: 'APPROVE' })]);
    const { grant, approval } = await world.request.execute({ ...wish, reason: 'Hair in it' });
    present(grant);
    await expect(world.permissions.require(need())).rejects.toMatchObject({ code: 'GRANT_MISMATCH' });
    expect(world.events.at(-1)).toMatchObject({
      type: 'APPROVAL_REQUESTED',
      payload: {
        id: approval.id,
        approvers: { roles: ['ADMIN', 'SUPERVISOR'], user_ids: [], except_user_ids: [rina.id] },
      },
    });
    const decide = (by: typeof siti) => world.grant.execute({ actor: asActor(by), approvalId: approval.id });
    await expect(decide(rina)).rejects.toMatchObject({ code: 'APPROVAL_DENIED' });
    await expect(decide(siti)).rejects.toMatchObject({ code: 'APPROVAL_DENIED' });
    await expect(decide(joao)).rejects.toMatchObject({ code: 'APPROVAL_NOT_FOUND' });

    world.clock.set(new Date(NOON.getTime() + 9 * MINUTE));
    expect(await decide(ratna)).toMatchObject({ status: 'GRANTED', expiresAt: new Date(NOON.getTime() + 11 * MINUTE) });
    await expect(decide(ratna)).rejects.toMatchObject({ code: 'APPROVAL_DECIDED' });
    expect(world.events.at(-1)).toMatchObject({
      type: 'APPROVAL_DECIDED',
      payload: { asked_by: siti.id, decision: 'GRANTED' },
    });
    expect(JSON.stringify(world.events)).not.toContain(grant);
    expect(await world.permissions.require(need())).toBe(ratna.id);
  });

  it('is over after ten minutes, and good for nothing once it is denied', async () => {
    const [late, denied] = [await world.request.execute(wish), await world.request.execute(wish)];
    await world.deny.execute({ actor: asActor(rina), approvalId: denied.approval.id });
    present(denied.grant);
    await expect(world.permissions.require(need())).rejects.toMatchObject({ code: 'GRANT_MISMATCH' });

    world.clock.set(new Date(NOON.getTime() + 10 * MINUTE));
    const granting = world.grant.execute({ actor: asActor(rina), approvalId: late.approval.id });
    await expect(granting).rejects.toMatchObject({ code: 'APPROVAL_DECIDED' });
  });
});

describe('what is needed', () => {
  it('says the permission, and what was passed in the units of the wire', async () => {
    await put([rule({ limits: { maxBasisPoints: 1050 } })]);

    await expect(world.permissions.require(need({ basisPoints: 1051 }))).rejects.toMatchObject({
      code: 'APPROVAL_REQUIRED',
      details: { permission: 'bill.discount', limit: { max_percent: 10.5 }, value: 10.51 },
    });
    expect(await world.permissions.require(need({ basisPoints: 1050 }))).toBe(siti.id);
    const proved = { ...need({ basisPoints: 1051 }), approval: { userId: rina.id, pin: '2222' } };
    expect(await world.permissions.require(proved)).toBe(rina.id);
    const half = { ...need({ basisPoints: 1051 }), approval: { userId: rina.id } };
    await expect(world.permissions.require(half)).rejects.toMatchObject({ code: 'APPROVAL_REQUIRED' });
  });
});
