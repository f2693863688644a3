import { Injectable } from '@nestjs/common';

import { assertVersion, Clock, UnitOfWork } from '#libs/kernel';

import { type Address, type AddressDetails, type AddressRef, normalAddress } from '../model/address.js';
import { addressNotFound } from '../model/identity.errors.js';
import { AddressRepository, UserRepository } from '../identity.ports.js';

export interface ReplaceAddressInput extends AddressRef {
  readonly details: AddressDetails;
  /** True makes it the default; false leaves that as it is, since there is always one. */
  readonly isDefault: boolean;
}

@Injectable()
export class ReplaceAddress {
  constructor(
    private readonly users: UserRepository,
    private readonly addresses: AddressRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async execute({ userId, addressId, version, details, isDefault }: ReplaceAddressInput): Promise<Address> {
    const normal = normalAddress(details);
    return this.unitOfWork.run(async () => {
      const address = (await this.users.lock(userId)) ? await this.addresses.find(userId, addressId) : null;
      if (!address) throw addressNotFound();
      assertVersion(version, address.version);
      const updatedAt = this.clock.now();
      await this.addresses.replace(userId, addressId, normal, updatedAt);
      if (isDefault) await this.addresses.makeDefault(userId, addressId);
      return (await this.addresses.find(userId, addressId)) ?? address;
    });
  }
}
