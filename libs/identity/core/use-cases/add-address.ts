import { Injectable } from '@nestjs/common';

import { Clock, newId, UnitOfWork } from '#libs/kernel';

import { type Address, type AddressDetails, MOST_ADDRESSES, normalAddress } from '../model/address.js';
import { tooManyAddresses, userNotFound } from '../model/identity.errors.js';
import { AddressRepository, UserRepository } from '../identity.ports.js';

export interface AddAddressInput {
  readonly userId: string;
  readonly details: AddressDetails;
  readonly isDefault: boolean;
}

@Injectable()
export class AddAddress {
  constructor(
    private readonly users: UserRepository,
    private readonly addresses: AddressRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async execute({ userId, details, isDefault }: AddAddressInput): Promise<Address> {
    const at = this.clock.now();
    const address: Address = {
      ...normalAddress(details),
      id: newId(),
      userId,
      isDefault: false,
      version: 1,
      createdAt: at,
      updatedAt: at,
    };
    return this.unitOfWork.run(async () => {
      if (!(await this.users.lock(userId))) throw userNotFound();
      const kept = await this.addresses.count(userId);
      if (kept >= MOST_ADDRESSES) throw tooManyAddresses(MOST_ADDRESSES);
      await this.addresses.add(address);
      if (kept > 0 && !isDefault) return address;
      await this.addresses.makeDefault(userId, address.id);
      return { ...address, isDefault: true, version: address.version + 1 };
    });
  }
}
