import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

import type { Address } from '../address.js';
import { userNotFound } from '../identity.errors.js';
import { AddressRepository, UserQueries, UserRepository } from '../identity.ports.js';
import { MOST_ADDRESSES } from '../address.js';
import { PersonalData } from '../personal-data.js';
import type { User } from '../user.js';

export interface OwnData {
  readonly exportedAt: Date;
  readonly user: User;
  readonly addresses: readonly Address[];
  readonly logins: readonly { readonly createdAt: Date; readonly endedAt: Date | null }[];
  /** What other modules hold, by their section's name. */
  readonly elsewhere: Readonly<Record<string, unknown>>;
}

@Injectable()
export class ExportOwnData {
  constructor(
    private readonly users: UserRepository,
    private readonly addresses: AddressRepository,
    private readonly queries: UserQueries,
    private readonly personalData: PersonalData,
    private readonly clock: Clock,
  ) {}

  async execute(userId: string): Promise<OwnData> {
    const user = await this.users.find(userId);
    if (!user) throw userNotFound();
    const addresses = await this.addresses.list(userId, { limit: MOST_ADDRESSES, offset: 0 });
    return {
      exportedAt: this.clock.now(),
      user,
      addresses: addresses.data,
      logins: await this.queries.sessionsOf(userId),
      elsewhere: await this.personalData.export(userId),
    };
  }
}
