import { AddressRepository } from '../core/identity.ports.js';
import type { Address, AddressDetails } from '../core/model/address.js';

export class InMemoryAddressRepository extends AddressRepository {
  private readonly addresses = new Map<string, Address>();

  async find(userId: string, id: string): Promise<Address | null> {
    return this.of(userId).find((address) => address.id === id) ?? null;
  }

  async findDefault(userId: string): Promise<Address | null> {
    return this.of(userId).find(({ isDefault }) => isDefault) ?? null;
  }

  async count(userId: string): Promise<number> {
    return this.of(userId).length;
  }

  async add(address: Address): Promise<void> {
    this.addresses.set(address.id, address);
  }

  async replace(userId: string, id: string, details: AddressDetails, at: Date): Promise<void> {
    this.change(await this.find(userId, id), { ...details, updatedAt: at });
  }

  async remove(userId: string, id: string): Promise<boolean> {
    return (await this.find(userId, id)) !== null && this.addresses.delete(id);
  }

  async makeDefault(userId: string, id: string): Promise<void> {
    for (const address of this.of(userId)) {
      if (address.isDefault !== (address.id === id)) this.change(address, { isDefault: address.id === id });
    }
  }

  async ensureDefault(userId: string): Promise<void> {
    if (await this.findDefault(userId)) return;
    const newest = this.of(userId).toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime())[0];
    this.change(newest ?? null, { isDefault: true });
  }

  private of(userId: string): Address[] {
    return [...this.addresses.values()].filter((address) => address.userId === userId);
  }

  private change(address: Address | null, changes: Partial<Address>): void {
    if (address) this.addresses.set(address.id, { ...address, ...changes, version: address.version + 1 });
  }
}
