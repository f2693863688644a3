import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId, SYSTEM } from '#libs/kernel';

import { aUser } from '../testing/a-user.js';
import { anAddress } from '../testing/an-address.js';
import { identityWorld } from '../testing/identity-world.js';
import type { NewCustomerAccount } from './identity.api.js';
import { IdentityFacade } from './identity.facade.js';
import { CustomerAccounts } from './services/customer-accounts.js';

const missing = { code: 'USER_NOT_FOUND' };
const notAsked = undefined as never;

describe('identity, as neighbours ask for it', () => {
  let world: ReturnType<typeof identityWorld>;
  let identity: IdentityFacade;

  beforeEach(() => {
    world = identityWorld();
    const { users, addresses, accountChanges, accountRemoval, audit, unitOfWork, clock } = world;
    const customers = new CustomerAccounts(users, addresses, accountChanges, accountRemoval, audit, unitOfWork, clock);
    identity = new IdentityFacade(users, notAsked, notAsked, notAsked, notAsked, customers, notAsked, notAsked);
  });

  const added = async (traits: Parameters<typeof aUser>[0]) => {
    const user = aUser(traits);
    await world.users.add(user, {});
    return user;
  };

  it.each([
    ['staff of the outlet', { role: 'KASIR', outletIds: ['jakarta'] }, 'KASIR'],
    ['staff of another outlet', { role: 'KASIR', outletIds: ['sao-paulo'] }, null],
    ['an ADMIN', { role: 'ADMIN' }, 'ADMIN'],
    ['a CUSTOMER, who is of no outlet', {}, 'CUSTOMER'],
  ] as const)('tells the role of %s there', async (_, traits, role) => {
    expect(await identity.lockRoleAt((await added(traits)).id, 'jakarta')).toBe(role);
  });

  it('tells of nobody that they have a role, a contact or a tax number', async () => {
    expect(await identity.lockRoleAt(newId(), 'jakarta')).toBeNull();
    expect(await identity.contactOf(newId())).toBeNull();
    expect(await identity.hasCpf(newId())).toBe(false);
    expect(await identity.isCustomer(newId())).toBe(false);
  });

  it('tells how to reach somebody, and whether an invoice can name them', async () => {
    const person = await added({ name: 'Ana', email: 'ana@mail.example', cpf: '52998224725' });
    const company = await added({ cnpj: '11222333000181' });

    expect(await identity.contactOf(person.id)).toEqual({ name: 'Ana', email: 'ana@mail.example', cpf: '52998224725' });
    expect([await identity.hasCpf(person.id), await identity.hasCpf(company.id)]).toEqual([true, true]);
    expect(await identity.hasCpf((await added({})).id)).toBe(false);
  });

  describe('about customers', () => {
    const noted: NewCustomerAccount = {
      name: 'Siti',
      email: 'siti@mail.example',
      phone: null,
      cpf: null,
      cnpj: null,
      stateRegistration: null,
      locale: 'id',
    };

    it('adds one without a login, and says who did', async () => {
      const customer = await identity.addCustomer(SYSTEM, noted);

      expect(customer).toMatchObject({ ...noted, username: null, hasLogin: false, version: 1 });
      expect(await identity.isCustomer(customer.id)).toBe(true);
      expect(world.audit.entries).toMatchObject([
        { action: 'user.created', actor: SYSTEM, subjectId: customer.id, details: { has_login: false } },
      ]);
      await expect(identity.addCustomer(SYSTEM, noted)).rejects.toMatchObject({ code: 'EMAIL_TAKEN' });
    });

    it('changes one on the version that was seen', async () => {
      const { id: customerId } = await identity.addCustomer(SYSTEM, noted);
      const change = { by: SYSTEM, customerId, changes: { phone: '0812' } };

      expect(await identity.changeCustomer({ ...change, version: 1 })).toMatchObject({ phone: '0812', version: 2 });
      await expect(identity.changeCustomer({ ...change, version: 1 })).rejects.toMatchObject({
        code: 'VERSION_CONFLICT',
      });
    });

    it('removes one, or erases them everywhere', async () => {
      const erased: string[] = [];
      world.personalData.register('orders', { export: async () => [], erase: async (id) => void erased.push(id) });
      const [removed, forgotten] = [await added({}), await added({})];

      await identity.removeCustomer(SYSTEM, removed.id);
      await identity.eraseCustomer(SYSTEM, forgotten.id);

      expect([await identity.findCustomer(removed.id), await identity.findCustomer(forgotten.id)]).toEqual([
        null,
        null,
      ]);
      expect(erased).toEqual([forgotten.id]);
      expect(world.audit.forgotten).toEqual([forgotten.id]);
      expect(world.audit.entries.map(({ action }) => action)).toEqual(['user.deleted', 'user.erased']);
    });

    it('knows no staff as customers, whatever is asked', async () => {
      const { id } = await added({ role: 'WAITER' });
      const address = anAddress({ userId: id, isDefault: true });
      await world.addresses.add(address);

      expect(await identity.isCustomer(id)).toBe(false);
      expect(await identity.findCustomer(id)).toBeNull();
      expect(await identity.addressOf(id, address.id)).toBeNull();
      expect(await identity.defaultAddressOf(id)).toBeNull();
      await expect(identity.changeCustomer({ by: SYSTEM, customerId: id, changes: {} })).rejects.toMatchObject(missing);
      await expect(identity.removeCustomer(SYSTEM, id)).rejects.toMatchObject(missing);
      await expect(identity.eraseCustomer(SYSTEM, id)).rejects.toMatchObject(missing);
    });

    it('tells their own addresses alone', async () => {
      const [owner, other] = [await added({}), await added({})];
      const address = anAddress({ userId: owner.id, isDefault: true });
      await world.addresses.add(address);

      expect(await identity.addressOf(owner.id, address.id)).toEqual(address);
      expect(await identity.defaultAddressOf(owner.id)).toEqual(address);
      expect(await identity.addressOf(other.id, address.id)).toBeNull();
      expect(await identity.defaultAddressOf(other.id)).toBeNull();
    });
  });
});
