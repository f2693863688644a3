import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

import { AddressQueries, UserQueries } from '../identity.ports.js';
import { type Address, MOST_ADDRESSES } from '../model/address.js';
import type { User } from '../model/user.js';
import { PersonalData } from './personal-data.js';

/** Everything that is held on one person. */
export interface OwnData {
  readonly exportedAt: Date;
  readonly user: User;
  readonly addresses: readonly Address[];
  readonly logins: readonly { readonly createdAt: Date; readonly endedAt: Date | null }[];
  /** What other modules hold, by their section's name. */
  readonly elsewhere: Readonly<Record<string, unknown>>;
}

@Injectable()
export class OwnDataExport {
  constructor(
    private readonly users: UserQueries,
    private readonly addresses: AddressQueries,
    private readonly personalData: PersonalData,
    private readonly clock: Clock,
  ) {}

  /** Throws `USER_NOT_FOUND`. */
  async export(userId: string): Promise<OwnData> {
    const user = await this.users.get(userId);
    const addresses = await this.addresses.list(userId, { limit: MOST_ADDRESSES, offset: 0 });
    return {
      exportedAt: this.clock.now(),
      user,
      addresses: addresses.data,
      logins: await this.users.sessionsOf(userId),
      elsewhere: await this.personalData.export(userId),
    };
  }
}
