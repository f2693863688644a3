import { Injectable } from '@nestjs/common';

import { UnitOfWork } from '#libs/kernel';

import { addressNotFound } from '../identity.errors.js';
import { AddressRepository, UserRepository } from '../identity.ports.js';
import type { AddressRef } from '../address.js';

/** Removes an address; when it was the default, the newest of the others becomes it. */
@Injectable()
export class RemoveAddress {
  constructor(
    private readonly users: UserRepository,
    private readonly addresses: AddressRepository,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute({ userId, addressId }: AddressRef): Promise<void> {
    await this.unitOfWork.run(async () => {
      const removed = (await this.users.lock(userId)) && (await this.addresses.remove(userId, addressId));
      if (!removed) throw addressNotFound();
      await this.addresses.ensureDefault(userId);
    });
  }
}
