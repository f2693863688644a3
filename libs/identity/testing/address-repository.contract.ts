import { expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import type { AddressRepository } from '../core/identity.ports.js';
import type { Address } from '../core/model/address.js';
import { addressDetails, anAddress } from './an-address.js';

const LATER = new Date('2026-03-05T00:00:00Z');

/** What every AddressRepository does; run on the fake and on PostgreSQL. `someone` adds a user and answers their id. */
export function addressRepositoryContract(repository: () => AddressRepository, someone: () => Promise<string>): void {
  const added = async (traits: Partial<Address>): Promise<Address> => {
    const address = anAddress(traits);
    await repository().add(address);
    return address;
  };

  it('gives back an address exactly as it was stored, to its owner alone', async () => {
    const userId = await someone();
    const address = await added({ userId, label: 'Casa', recipient: 'Bia', phone: '+5511912345678', complement: '12' });

    expect(await repository().find(userId, address.id)).toEqual(address);
    expect(await repository().find(await someone(), address.id)).toBeNull();
    expect(await repository().find(userId, newId())).toBeNull();
    expect([await repository().count(userId), await repository().count(newId())]).toEqual([1, 0]);
  });

  it('replaces the details of one address, as its next version', async () => {
    const userId = await someone();
    const [address, other] = [await added({ userId, label: 'Casa' }), await added({ userId })];
    const details = addressDetails({ street: 'Avenida Paulista', number: '1578' });

    await repository().replace(userId, address.id, details, LATER);

    expect(await repository().find(userId, address.id)).toEqual({
      ...address,
      ...details,
      version: 2,
      updatedAt: LATER,
    });
    expect(await repository().find(userId, other.id)).toEqual(other);
  });

  it('has one default, which moves: both addresses are a version further, and the same wish again changes nothing', async () => {
    const userId = await someone();
    const [first, second] = [await added({ userId, isDefault: true }), await added({ userId })];

    await repository().makeDefault(userId, second.id);
    await repository().makeDefault(userId, second.id);

    expect(await repository().findDefault(userId)).toEqual({ ...second, isDefault: true, version: 2 });
    expect(await repository().find(userId, first.id)).toEqual({ ...first, isDefault: false, version: 2 });
  });

  it('makes the newest the default when there is none, and leaves the one there is', async () => {
    const userId = await someone();
    const [oldest, newest] = [await added({ userId }), await added({ userId, createdAt: LATER })];

    await repository().ensureDefault(userId);
    expect(await repository().findDefault(userId)).toMatchObject({ id: newest.id, version: 2 });

    await repository().makeDefault(userId, oldest.id);
    await repository().ensureDefault(userId);
    expect(await repository().findDefault(userId)).toMatchObject({ id: oldest.id });
  });

  it('removes an address once, for its owner alone', async () => {
    const userId = await someone();
    const { id } = await added({ userId });

    expect(await repository().remove(await someone(), id)).toBe(false);
    expect(await repository().remove(userId, id)).toBe(true);
    expect(await repository().remove(userId, id)).toBe(false);
    expect(await repository().findDefault(userId)).toBeNull();
  });
}
