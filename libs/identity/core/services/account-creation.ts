import { Injectable } from '@nestjs/common';

import { type ActorRef, AuditLog, Clock, newId, UnitOfWork, type UserRole } from '#libs/kernel';

import { UserRepository } from '../identity.ports.js';
import { assertMayHavePin, assertSound, type Locale, normalName, type User } from '../model/user.js';
import { SecretHashing } from './secret-hashing.js';
import { StaffOutlets } from './staff-outlets.js';

export interface NewAccount {
  readonly by: ActorRef;
  readonly username?: string | null;
  readonly email?: string | null;
  readonly password: string;
  readonly pin?: string | null;
  readonly name?: string | null;
  readonly cpf?: string | null;
  readonly role: UserRole;
  /** Staff belong to every outlet there is when it is absent. */
  readonly outletIds?: readonly string[];
  readonly locale: Locale;
}

/** Makes an account; who may ask for which role has been decided before. */
@Injectable()
export class AccountCreation {
  constructor(
    private readonly users: UserRepository,
    private readonly secretHashing: SecretHashing,
    private readonly staffOutlets: StaffOutlets,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async create(input: NewAccount): Promise<User> {
    const { by, password, pin } = input;
    const user = await this.draft(input);
    const secrets = await this.secretHashing.hash({ password, pin: pin ?? null }, user);
    await this.unitOfWork.run(async () => {
      await this.users.add(user, secrets);
      await this.audit.record({
        outletId: null,
        actor: by,
        action: 'user.created',
        subjectType: 'user',
        subjectId: user.id,
        details: { role: user.role, outlet_ids: user.outletIds },
      });
    });
    return user;
  }

  private async draft(input: NewAccount): Promise<User> {
    const now = this.clock.now();
    const user: User = {
      id: newId(),
      username: input.username ? normalName(input.username) : null,
      email: input.email ? normalName(input.email) : null,
      name: input.name ?? null,
      phone: null,
      role: input.role,
      outletIds: await this.staffOutlets.resolve({ role: input.role, outletIds: input.outletIds }),
      cpf: input.cpf ?? null,
      cnpj: null,
      stateRegistration: null,
      locale: input.locale,
      hasLogin: true,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    assertSound(user);
    assertMayHavePin(user, input);
    return user;
  }
}
