import { describe, expect, it } from '@jest/globals';

import type { IdentityApi } from '#libs/identity';
import { newId, type OutletScope, type PageRequest, SYSTEM, type UserActor } from '#libs/kernel';

import { onlyPage } from '../../../kernel/testing/pages.js';
import type { AuditFilter, AuditRecord } from '../model/audit-record.js';
import { AuditLogQueries } from '../operations.ports.js';
import { AuditLogViews } from './audit-log-views.js';

const [budi, sari, gone] = [newId(), newId(), newId()];
const request = { limit: 20, offset: 0 };
const admin: UserActor = { kind: 'user', id: newId(), role: 'ADMIN', outletIds: [] };

const aRecord = (change: Partial<AuditRecord>): AuditRecord => ({
  id: newId(),
  outletId: null,
  actor: SYSTEM,
  action: 'order.voided',
  subjectType: 'order',
  subjectId: newId(),
  reason: null,
  approvedBy: null,
  details: {},
  requestId: null,
  clientAddress: null,
  occurredAt: new Date('2026-03-02T12:00:00Z'),
  ...change,
});

class GivenRecords extends AuditLogQueries {
  readonly asked: OutletScope[] = [];

  constructor(private readonly records: AuditRecord[]) {
    super();
  }

  async page({ scope }: AuditFilter, request: PageRequest) {
    this.asked.push(scope);
    return onlyPage(this.records, request);
  }
}

function viewsOf(...records: AuditRecord[]) {
  const names = new Map([
    [budi, 'Budi'],
    [sari, 'Sari'],
  ]);
  const wanted: string[][] = [];
  const namesOf = async (ids: readonly string[]) => (wanted.push([...ids]), names);
  const log = new GivenRecords(records);
  return { log, wanted, views: new AuditLogViews(log, { namesOf } as Partial<IdentityApi> as IdentityApi) };
}

describe('the audit log, as it is shown', () => {
  it('names users and who approved; guests, Comanda and people who are gone have no name', async () => {
    const by = (id: string) => ({ kind: 'user', id, role: 'KASIR' }) as const;
    const { views, wanted } = viewsOf(
      aRecord({ actor: by(budi), approvedBy: sari }),
      aRecord({ actor: by(budi) }),
      aRecord({ actor: by(gone) }),
      aRecord({ actor: { kind: 'guest', id: newId(), role: 'GUEST' } }),
      aRecord({}),
    );

    const { data } = await views.page({ actor: admin, page: request });

    expect(data.map(({ actorName, approverName }) => [actorName, approverName])).toEqual([
      ['Budi', 'Sari'],
      ['Budi', null],
      [null, null],
      [null, null],
      [null, null],
    ]);
    expect(wanted).toEqual([[budi, sari, gone]]);
  });

  it('is of every outlet, or of the one that is asked for', async () => {
    const { views, log } = viewsOf();
    const outletId = newId();

    await views.page({ actor: admin, page: request });
    await views.page({ actor: admin, outletId, page: request });

    expect(log.asked).toEqual(['all', [outletId]]);
  });
});
