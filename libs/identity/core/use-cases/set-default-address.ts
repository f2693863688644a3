import { Injectable } from '@nestjs/common';

import { assertVersion, UnitOfWork } from '#libs/kernel';

import { type Address, type AddressRef } from '../model/address.js';
import { addressNotFound } from '../model/identity.errors.js';
import { AddressRepository, UserRepository } from '../identity.ports.js';

@Injectable()
export class SetDefaultAddress {
  constructor(
    private readonly users: UserRepository,
    private readonly addresses: AddressRepository,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute({ userId, addressId, version }: AddressRef): Promise<Address> {
    return this.unitOfWork.run(async () => {
      const address = (await this.users.lock(userId)) ? await this.addresses.find(userId, addressId) : null;
      if (!address) throw addressNotFound();
      assertVersion(version, address.version);
      await this.addresses.makeDefault(userId, addressId);
      return (await this.addresses.find(userId, addressId)) ?? address;
    });
  }
}
