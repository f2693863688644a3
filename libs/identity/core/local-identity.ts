import type { UserActor, UserRole } from '#libs/kernel';

import { type Approval, type Contact, IdentityApi } from './identity.api.js';
import type { UserQueries, UserRepository } from './identity.ports.js';
import { isStaffRole } from './roles.js';
import type { ApproveAct } from './use-cases/approve-act.js';

/** What neighbours ask, answered in this process. */
export class LocalIdentity extends IdentityApi {
  constructor(
    private readonly approveAct: ApproveAct,
    private readonly users: UserRepository,
    private readonly queries: UserQueries,
  ) {
    super();
  }

  approve(actor: UserActor, outletId: string, approval: Approval | undefined): Promise<string> {
    return this.approveAct.execute({ actor, outletId, approval });
  }

  namesOf(userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.queries.namesOf(userIds);
  }

  async lockRoleAt(userId: string, outletId: string): Promise<UserRole | null> {
    const user = (await this.users.lock(userId)) ? await this.users.find(userId) : null;
    if (!user) return null;
    return !isStaffRole(user.role) || user.role === 'ADMIN' || user.outletIds.includes(outletId) ? user.role : null;
  }

  async isCustomer(userId: string): Promise<boolean> {
    return (await this.users.find(userId))?.role === 'CUSTOMER';
  }

  async contactOf(userId: string): Promise<Contact | null> {
    const user = await this.users.find(userId);
    return user && { name: user.name, email: user.email, cpf: user.cpf };
  }

  async hasCpf(userId: string): Promise<boolean> {
    const user = await this.users.find(userId);
    return user !== null && (user.cpf ?? user.cnpj) !== null;
  }
}
