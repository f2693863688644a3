import { Injectable } from '@nestjs/common';

import { IdentityApi } from '#libs/identity';
import { type CursorPage, outletScope, type PageRequest, type UserActor } from '#libs/kernel';

import { type AuditFilter, type NamedAuditRecord, userOf } from '../model/audit-record.js';
import { AuditLogQueries } from '../operations.ports.js';

export interface AuditLogRequest extends Omit<AuditFilter, 'scope'> {
  readonly actor: UserActor;
  readonly outletId?: string;
  readonly page: PageRequest;
}

/** The audit log with the names that people have now. */
@Injectable()
export class AuditLogViews {
  constructor(
    private readonly log: AuditLogQueries,
    private readonly identity: IdentityApi,
  ) {}

  async page({ actor, outletId, page, ...filter }: AuditLogRequest): Promise<CursorPage<NamedAuditRecord>> {
    const scope = outletId === undefined ? outletScope(actor) : [outletId];
    const records = await this.log.page({ ...filter, scope }, page);
    const users = new Set(records.data.flatMap((record) => [userOf(record), record.approvedBy]));
    users.delete(null);
    const names = await this.identity.namesOf([...users] as string[]);
    const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
    const data = records.data.map((record) => ({
      ...record,
      actorName: nameOf(userOf(record)),
      approverName: nameOf(record.approvedBy),
    }));
    return { ...records, data };
  }
}
