import { Injectable } from '@nestjs/common';

import { assertVersion, UnitOfWork } from '#libs/kernel';

import { addressNotFound } from '../model/identity.errors.js';
import { AddressRepository, UserRepository } from '../identity.ports.js';
import { type AddressRef } from '../model/address.js';

/** Removes an address; when it was the default, the newest of the others becomes it. */
@Injectable()
export class RemoveAddress {
  constructor(
    private readonly users: UserRepository,
    private readonly addresses: AddressRepository,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute({ userId, addressId, version }: AddressRef): Promise<void> {
    await this.unitOfWork.run(async () => {
      const address = (await this.users.lock(userId)) ? await this.addresses.find(userId, addressId) : null;
      if (!address) throw addressNotFound();
      assertVersion(version, address.version);
      await this.addresses.remove(userId, addressId);
      await this.addresses.ensureDefault(userId);
    });
  }
}
