import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { aUser } from '../../testing/a-user.js';
import { addressDetails } from '../../testing/an-address.js';
import { identityWorld, NOON } from '../../testing/identity-world.js';
import { AddAddress } from './add-address.js';
import { RemoveAddress } from './remove-address.js';
import { ReplaceAddress } from './replace-address.js';
import { SetDefaultAddress } from './set-default-address.js';

const user = aUser();
const userId = user.id;
const LATER = new Date('2026-03-03T12:00:00Z');

describe('addresses of a user', () => {
  let world: ReturnType<typeof identityWorld>;
  let addAddress: AddAddress;
  let replaceAddress: ReplaceAddress;
  let removeAddress: RemoveAddress;
  let setDefaultAddress: SetDefaultAddress;

  beforeEach(async () => {
    world = identityWorld();
    const { users, addresses, unitOfWork, clock } = world;
    addAddress = new AddAddress(users, addresses, unitOfWork, clock);
    replaceAddress = new ReplaceAddress(users, addresses, unitOfWork, clock);
    removeAddress = new RemoveAddress(users, addresses, unitOfWork);
    setDefaultAddress = new SetDefaultAddress(users, addresses, unitOfWork);
    await users.add(user, {});
  });

  const add = (isDefault = false, details = addressDetails()) => addAddress.execute({ userId, details, isDefault });
  const defaultId = async () => (await world.addresses.findDefault(userId))?.id;

  it('are kept as they are written, a CEP as its eight digits, and the first is the default', async () => {
    const added = await add(false, addressDetails({ postalCode: '01310-200' }));

    expect(added).toMatchObject({ userId, postalCode: '01310200', isDefault: true, version: 2, createdAt: NOON });
    expect(await world.addresses.find(userId, added.id)).toEqual(added);
  });

  it('leave the default where it is, unless the new one is to be it', async () => {
    const first = await add();

    expect(await add()).toMatchObject({ isDefault: false, version: 1 });
    expect(await defaultId()).toBe(first.id);
    const third = await add(true);
    expect(await defaultId()).toBe(third.id);
  });

  it('are fifty at most', async () => {
    for (let i = 0; i < 50; i++) await add();

    await expect(add()).rejects.toMatchObject({ code: 'TOO_MANY_ADDRESSES' });
    expect(await world.addresses.count(userId)).toBe(50);
  });

  it('are of somebody who is there', async () => {
    const stranger = { userId: newId(), details: addressDetails(), isDefault: false };

    await expect(addAddress.execute(stranger)).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
  });

  it('are replaced as a whole, and may become the default by it, but never stop being it', async () => {
    const [first, second] = [await add(), await add()];
    world.clock.set(LATER);
    const details = addressDetails({ label: 'Work', street: 'Avenida Paulista' });

    const replaced = await replaceAddress.execute({ userId, addressId: second.id, details, isDefault: true });

    expect(replaced).toMatchObject({ ...details, isDefault: true, updatedAt: LATER });
    expect(await defaultId()).toBe(second.id);
    await replaceAddress.execute({ userId, addressId: second.id, details, isDefault: false });
    expect(await defaultId()).toBe(second.id);
    expect((await world.addresses.find(userId, first.id))?.isDefault).toBe(false);
  });

  it('hand the default on to the newest other one when the default is removed', async () => {
    const first = await add();
    await add();
    world.clock.set(LATER);
    const newest = await add();

    await removeAddress.execute({ userId, addressId: first.id });

    expect(await defaultId()).toBe(newest.id);
    expect(await world.addresses.count(userId)).toBe(2);
  });

  it('have one default at a time', async () => {
    const [first, second] = [await add(), await add()];

    expect(await setDefaultAddress.execute({ userId, addressId: second.id })).toMatchObject({ isDefault: true });
    expect(await defaultId()).toBe(second.id);
    expect((await world.addresses.find(userId, first.id))?.isDefault).toBe(false);
  });

  it('are changed on the version that was seen alone, and by their owner alone', async () => {
    const { id: addressId, version } = await add();
    const details = addressDetails();
    const [stale, strange] = [version - 1, newId()];
    const conflict = { code: 'VERSION_CONFLICT', details: { version } };
    const missing = { code: 'ADDRESS_NOT_FOUND' };
    const theirs = { userId: strange, addressId };

    await expect(
      replaceAddress.execute({ userId, addressId, version: stale, details, isDefault: false }),
    ).rejects.toMatchObject(conflict);
    await expect(removeAddress.execute({ userId, addressId, version: stale })).rejects.toMatchObject(conflict);
    await expect(setDefaultAddress.execute({ userId, addressId, version: stale })).rejects.toMatchObject(conflict);
    await expect(replaceAddress.execute({ ...theirs, details, isDefault: false })).rejects.toMatchObject(missing);
    await expect(removeAddress.execute(theirs)).rejects.toMatchObject(missing);
    await expect(setDefaultAddress.execute(theirs)).rejects.toMatchObject(missing);
    await removeAddress.execute({ userId, addressId, version });
    await expect(removeAddress.execute({ userId, addressId })).rejects.toMatchObject(missing);
  });
});
