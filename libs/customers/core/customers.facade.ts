import { Injectable } from '@nestjs/common';

import { type Address, IdentityApi } from '#libs/identity';

import { type CustomerProfile, CustomersApi, type PostalAddress } from './customers.api.js';

@Injectable()
export class CustomersFacade extends CustomersApi {
  constructor(private readonly identity: IdentityApi) {
    super();
  }

  async profileOf(customerId: string): Promise<CustomerProfile | null> {
    const account = await this.identity.findCustomer(customerId);
    if (!account) return null;
    const { id, name, email, phone, cpf, cnpj, stateRegistration, locale } = account;
    return { id, name, email, phone, cpf, cnpj, stateRegistration, locale };
  }

  async address(customerId: string, addressId: string): Promise<PostalAddress | null> {
    return this.addressed(customerId, await this.identity.addressOf(customerId, addressId));
  }

  async defaultAddress(customerId: string): Promise<PostalAddress | null> {
    return this.addressed(customerId, await this.identity.defaultAddressOf(customerId));
  }

  private async addressed(customerId: string, address: Address | null): Promise<PostalAddress | null> {
    if (!address) return null;
    const { id, street, number, complement, district, city, state, postalCode, country } = address;
    const owner = address.recipient && address.phone ? null : await this.identity.findCustomer(customerId);
    return {
      id,
      recipient: address.recipient ?? owner?.name ?? null,
      phone: address.phone ?? owner?.phone ?? null,
      ...{ street, number, complement, district, city, state, postalCode, country },
    };
  }
}
