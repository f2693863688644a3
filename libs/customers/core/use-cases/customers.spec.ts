import { beforeEach, describe, expect, it } from '@jest/globals';

import { FixedClock, newId, type UserActor, type UserRole } from '#libs/kernel';

import { KeptAuditLog, PlainUnitOfWork } from '../../../kernel/testing/index.js';
import { InMemoryAccounts, InMemoryCustomerQueries, KnownOutlets } from '../../testing/fakes.js';
import { InMemoryCustomerOutletRepository } from '../../testing/in-memory-customer-outlet.repository.js';
import { CreateCustomer } from './create-customer.js';
import { DeleteCustomer } from './delete-customer.js';
import { RememberOutlet } from './remember-outlet.js';
import { ReplaceCustomer } from './replace-customer.js';
import { UpdateCustomer } from './update-customer.js';

const [cafe, bakery] = [newId(), newId()] as const;
const clock = new FixedClock(new Date('2026-03-02T12:00:00Z'));
const actor = (role: UserRole, ...outletIds: string[]): UserActor => ({ kind: 'user', id: newId(), role, outletIds });
const code = (expected: string) => expect.objectContaining({ code: expected });

describe('customers', () => {
  let accounts: InMemoryAccounts;
  let customerOutlets: InMemoryCustomerOutletRepository;
  let customers: InMemoryCustomerQueries;
  let audit: KeptAuditLog;
  const unitOfWork = new PlainUnitOfWork();

  beforeEach(() => {
    [accounts, customerOutlets] = [new InMemoryAccounts(), new InMemoryCustomerOutletRepository()];
    [customers, audit] = [new InMemoryCustomerQueries(accounts, customerOutlets), new KeptAuditLog()];
  });

  describe('when written down', () => {
    const create = (by: UserActor, outletId?: string, name: string | null = 'Siti') =>
      new CreateCustomer(accounts.api, customerOutlets, new KnownOutlets([cafe, bakery]), unitOfWork, clock).execute({
        actor: by,
        outletId,
        customer: {
          name,
          email: null,
          phone: null,
          cpf: '52998224725',
          cnpj: null,
          stateRegistration: null,
          locale: 'id',
        },
      });

    it('belong to the outlet that is named, or to all of the writer', async () => {
      const waiter = actor('WAITER', cafe, bakery);

      expect((await create(waiter, cafe)).outletIds).toEqual([cafe]);
      expect((await create(waiter)).outletIds).toEqual([cafe, bakery]);
      expect(await create(actor('ADMIN'))).toMatchObject({ outletIds: [], hasCpf: true, hasLogin: false });
    });

    it('are nobody without a name, and not of an outlet of somebody else', async () => {
      await expect(create(actor('WAITER', cafe), cafe, null)).rejects.toEqual(code('CUSTOMER_NEEDS_NAME'));
      await expect(create(actor('WAITER', cafe), bakery)).rejects.toEqual(code('OUTLET_NOT_FOUND'));
      await expect(create(actor('ADMIN'), newId())).rejects.toEqual(code('OUTLET_NOT_FOUND'));
      expect(accounts.accounts.size).toBe(0);
    });
  });

  describe('when changed', () => {
    const update = (by: UserActor, customerId: string, changes: object) =>
      new UpdateCustomer(customers, accounts.api, unitOfWork).execute({ actor: by, customerId, changes });

    it('keep a name while nobody but the till knows them', async () => {
      const { id } = accounts.register({ name: 'Siti' });
      await customerOutlets.add(id, [cafe], clock.now());

      await expect(update(actor('KASIR', cafe), id, { name: null })).rejects.toEqual(code('CUSTOMER_NEEDS_NAME'));
      await expect(update(actor('KASIR', bakery), id, { name: 'S' })).rejects.toEqual(code('CUSTOMER_NOT_FOUND'));
      expect(await update(actor('KASIR', cafe), id, { phone: '0812999' })).toMatchObject({ phone: '0812999' });
    });

    it('are their own masters once they have a password; an ADMIN may help', async () => {
      const { id } = accounts.register({ email: 'beto@mail.example', hasLogin: true });
      await customerOutlets.add(id, [cafe], clock.now());

      await expect(update(actor('SUPERVISOR', cafe), id, { email: 'x@y.example' })).rejects.toEqual(
        code('CUSTOMER_OWNS_PROFILE'),
      );
      expect(await update(actor('ADMIN'), id, { name: 'Beto' })).toMatchObject({ name: 'Beto', outletIds: [cafe] });
    });
  });

  it('lose what a replacement leaves out, but not their tax numbers and their language', async () => {
    const { id: customerId } = accounts.register({ name: 'Siti', phone: '0812', cpf: '52998224725', locale: 'id' });
    await customerOutlets.add(customerId, [cafe], clock.now());
    const replace = new ReplaceCustomer(new UpdateCustomer(customers, accounts.api, unitOfWork));
    const by = actor('KASIR', cafe);

    const replaced = await replace.execute({ actor: by, customerId, changes: { email: 'siti@mail.example' } });

    expect(replaced).toMatchObject({
      name: null,
      email: 'siti@mail.example',
      phone: null,
      hasCpf: true,
      locale: 'id',
      outletIds: [cafe],
    });
    await expect(replace.execute({ actor: by, customerId, changes: {} })).rejects.toEqual(code('CUSTOMER_NEEDS_NAME'));
  });

  describe('when deleted', () => {
    const remove = (by: UserActor, customerId: string, erase = false) =>
      new DeleteCustomer(customers, accounts.api, customerOutlets, audit, unitOfWork).execute({
        actor: by,
        customerId,
        erase,
      });

    it('stay with the outlets that a SUPERVISOR has nothing to say about', async () => {
      const { id } = accounts.register();
      await customerOutlets.add(id, [cafe, bakery], clock.now());

      await remove(actor('SUPERVISOR', cafe), id);

      expect([customerOutlets.idsOf(id), accounts.gone]).toEqual([[bakery], []]);
      expect(audit.entries).toMatchObject([{ outletId: cafe, action: 'customer.removed', subjectId: id }]);
      await expect(remove(actor('SUPERVISOR', cafe), id)).rejects.toEqual(code('CUSTOMER_NOT_FOUND'));
    });

    it('are closed with the last outlet that knew them, but not when they have a login of their own', async () => {
      const [noted, registered] = [accounts.register(), accounts.register({ hasLogin: true })];
      for (const { id } of [noted, registered]) {
        await customerOutlets.add(id, [cafe], clock.now());
        await remove(actor('SUPERVISOR', cafe), id);
      }

      expect(accounts.gone).toEqual([`removed ${noted.id}`]);
    });

    it('are closed by an ADMIN everywhere, and erased by nobody else', async () => {
      const [one, other] = [accounts.register({ hasLogin: true }), accounts.register()];
      for (const { id } of [one, other]) await customerOutlets.add(id, [cafe, bakery], clock.now());

      await expect(remove(actor('SUPERVISOR', cafe), other.id, true)).rejects.toEqual(code('FORBIDDEN'));
      await remove(actor('ADMIN'), one.id);
      await remove(actor('ADMIN'), other.id, true);

      expect(accounts.gone).toEqual([`removed ${one.id}`, `erased ${other.id}`]);
      expect(customerOutlets.idsOf(one.id)).toEqual([]);
    });
  });

  it('are known to an outlet from their first order on, unless they have left since', async () => {
    const remember = new RememberOutlet(accounts.api, customerOutlets, unitOfWork, clock);
    const [{ id }, gone] = [accounts.register(), newId()];

    for (const customer_id of [id, id, gone]) await remember.execute({ customer_id, outlet_id: cafe });

    expect([customerOutlets.idsOf(id), customerOutlets.idsOf(gone)]).toEqual([[cafe], []]);
  });
});
