import { beforeEach, describe, expect, it } from '@jest/globals';

import { FixedClock, newId, type UserActor, type UserRole } from '#libs/kernel';

import {
  BookedCustomers,
  DirectUnitOfWork,
  InMemoryAccounts,
  InMemoryBook,
  KeptAudit,
  KnownOutlets,
} from '../../testing/fakes.js';
import { LocalCustomers } from '../local-customers.js';
import { CreateCustomer } from './create-customer.js';
import { DeleteCustomer } from './delete-customer.js';
import { GetCustomer } from './get-customer.js';
import { ListPurchases } from './list-purchases.js';
import { RememberOutlet } from './remember-outlet.js';
import { UpdateCustomer } from './update-customer.js';

const [cafe, bakery] = [newId(), newId()] as const;
const clock = new FixedClock(new Date('2026-03-02T12:00:00Z'));
const actor = (role: UserRole, ...outletIds: string[]): UserActor => ({ kind: 'user', id: newId(), role, outletIds });
const code = (expected: string) => expect.objectContaining({ code: expected });

describe('customers', () => {
  let accounts: InMemoryAccounts;
  let book: InMemoryBook;
  let audit: KeptAudit;
  let get: GetCustomer;
  const unitOfWork = new DirectUnitOfWork();

  beforeEach(() => {
    [accounts, book, audit] = [new InMemoryAccounts(), new InMemoryBook(), new KeptAudit()];
    get = new GetCustomer(new BookedCustomers(accounts, book));
  });

  describe('when written down', () => {
    const create = (by: UserActor, outletId?: string, name: string | null = 'Siti') =>
      new CreateCustomer(accounts.api, book, new KnownOutlets([cafe, bakery]), unitOfWork, clock).execute({
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
      new UpdateCustomer(get, accounts.api, unitOfWork).execute({ actor: by, customerId, changes });

    it('keep a name while nobody but the till knows them', async () => {
      const { id } = accounts.register({ name: 'Siti' });
      await book.enter(id, [cafe]);

      await expect(update(actor('KASIR', cafe), id, { name: null })).rejects.toEqual(code('CUSTOMER_NEEDS_NAME'));
      await expect(update(actor('KASIR', bakery), id, { name: 'S' })).rejects.toEqual(code('CUSTOMER_NOT_FOUND'));
      expect(await update(actor('KASIR', cafe), id, { phone: '0812999' })).toMatchObject({ phone: '0812999' });
    });

    it('are their own masters once they have a password; an ADMIN may help', async () => {
      const { id } = accounts.register({ email: 'beto@mail.example', hasLogin: true });
      await book.enter(id, [cafe]);

      await expect(update(actor('SUPERVISOR', cafe), id, { email: 'x@y.example' })).rejects.toEqual(
        code('CUSTOMER_OWNS_PROFILE'),
      );
      expect(await update(actor('ADMIN'), id, { name: 'Beto' })).toMatchObject({ name: 'Beto', outletIds: [cafe] });
    });
  });

  describe('when deleted', () => {
    const remove = (by: UserActor, customerId: string, erase = false) =>
      new DeleteCustomer(get, accounts.api, book, audit, unitOfWork).execute({ actor: by, customerId, erase });

    it('stay with the outlets that a SUPERVISOR has nothing to say about', async () => {
      const { id } = accounts.register();
      await book.enter(id, [cafe, bakery]);

      await remove(actor('SUPERVISOR', cafe), id);

      expect([book.outlets(id), accounts.gone]).toEqual([[bakery], []]);
      expect(audit.entries).toMatchObject([{ outletId: cafe, action: 'customer.removed', subjectId: id }]);
      await expect(remove(actor('SUPERVISOR', cafe), id)).rejects.toEqual(code('CUSTOMER_NOT_FOUND'));
    });

    it('are closed with the last outlet that knew them, but not when they have a login of their own', async () => {
      const [noted, registered] = [accounts.register(), accounts.register({ hasLogin: true })];
      for (const { id } of [noted, registered]) {
        await book.enter(id, [cafe]);
        await remove(actor('SUPERVISOR', cafe), id);
      }

      expect(accounts.gone).toEqual([`removed ${noted.id}`]);
    });

    it('are closed by an ADMIN everywhere, and erased by nobody else', async () => {
      const [one, other] = [accounts.register({ hasLogin: true }), accounts.register()];
      for (const { id } of [one, other]) await book.enter(id, [cafe, bakery]);

      await expect(remove(actor('SUPERVISOR', cafe), other.id, true)).rejects.toEqual(code('FORBIDDEN'));
      await remove(actor('ADMIN'), one.id);
      await remove(actor('ADMIN'), other.id, true);

      expect(accounts.gone).toEqual([`removed ${one.id}`, `erased ${other.id}`]);
      expect(book.outlets(one.id)).toEqual([]);
    });
  });

  it('are written into the book of an outlet by an order, unless they have left since', async () => {
    const remember = new RememberOutlet(accounts.api, book, unitOfWork, clock);
    const [{ id }, gone] = [accounts.register(), newId()];

    for (const customer_id of [id, id, gone]) await remember.execute({ customer_id, outlet_id: cafe });

    expect([book.outlets(id), book.outlets(gone)]).toEqual([[cafe], []]);
  });

  it('show their past to themselves whole, and to staff that of their own outlets', async () => {
    const asked: unknown[] = [];
    const empty = { data: [], total: 0, limit: 20, offset: 0 };
    const list = async (whose: unknown) => (asked.push(whose), empty);
    const purchases = new ListPurchases(get, { list });
    const { id: customerId } = accounts.register();
    await book.enter(customerId, [cafe]);
    const page = { limit: 20, offset: 0 };

    await purchases.execute({ actor: { ...actor('CUSTOMER'), id: customerId }, customerId, page });
    await purchases.execute({ actor: actor('WAITER', cafe), customerId, page });
    await expect(purchases.execute({ actor: actor('CUSTOMER'), customerId, page })).rejects.toEqual(
      code('CUSTOMER_NOT_FOUND'),
    );
    await expect(purchases.execute({ actor: actor('WAITER', bakery), customerId, page })).rejects.toEqual(
      code('CUSTOMER_NOT_FOUND'),
    );

    expect(asked).toEqual([
      { customerId, outlets: 'all' },
      { customerId, outlets: [cafe] },
    ]);
  });

  it('are told to neighbours with the number for the invoice, and without what is not theirs to know', async () => {
    const { id } = accounts.register({ name: 'Ana', email: 'ana@mail.example', cpf: '52998224725', locale: 'pt-BR' });

    const api = new LocalCustomers(accounts.api);

    expect(await api.profileOf(id)).toEqual({
      id,
      name: 'Ana',
      email: 'ana@mail.example',
      phone: null,
      cpf: '52998224725',
      cnpj: null,
      stateRegistration: null,
      locale: 'pt-BR',
    });
    expect(await api.profileOf(newId())).toBeNull();
  });
});
