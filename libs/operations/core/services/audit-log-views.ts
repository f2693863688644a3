import { Injectable } from '@nestjs/common';

import { IdentityApi } from '#libs/identity';
import { outletScope, type Page, type PageRequest, type UserActor } from '#libs/kernel';

import { type AuditFilter, type AuditRecord, AuditTrail } from '../model/audit-record.js';

export interface ListAuditLogInput extends Omit<AuditFilter, 'scope'> {
  readonly actor: UserActor;
  readonly outletId?: string;
  readonly page: PageRequest;
}

/** Null names: guests, Comanda itself, and people who were erased. */
export interface NamedAuditRecord extends AuditRecord {
  readonly actorName: string | null;
  readonly approverName: string | null;
}

@Injectable()
export class ListAuditLog {
  constructor(
    private readonly trail: AuditTrail,
    private readonly identity: IdentityApi,
  ) {}

  async execute({ actor, outletId, page, ...filter }: ListAuditLogInput): Promise<Page<NamedAuditRecord>> {
    const scope = outletId === undefined ? outletScope(actor) : [outletId];
    const records = await this.trail.list({ ...filter, scope }, page);
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

const userOf = ({ actor }: AuditRecord): string | null => (actor.kind === 'user' ? actor.id : null);
