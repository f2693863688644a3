import type { CustomerAccount, IdentityApi, NewCustomerAccount } from '#libs/identity';
import { isInScope, newId, notFound, type OutletScope } from '#libs/kernel';
import { OutletsApi, type OutletSettings } from '#libs/outlets';

import { CustomerQueries } from '../core/customers.ports.js';
import type { Customer } from '../core/model/customer.js';
import { customerNotFound } from '../core/model/customers.errors.js';
import type { InMemoryCustomerOutletRepository } from './in-memory-customer-outlet.repository.js';

const AT = new Date('2026-03-02T12:00:00Z');

/** Knows these outlets and no other. */
export class KnownOutlets extends OutletsApi {
  constructor(private readonly ids: readonly string[]) {
    super();
  }

  get = async (id: string) => {
    if (!this.ids.includes(id)) throw notFound('outlet', 'OUTLET_NOT_FOUND');
    return { id } as OutletSettings;
  };

  list = async () => this.ids.map((id) => ({ id }) as OutletSettings);
}

/** Identity's part in customers. */
export class InMemoryAccounts {
  readonly api = this as unknown as IdentityApi;
  readonly accounts = new Map<string, CustomerAccount>();
  readonly gone: string[] = [];

  /** Somebody who is there already. */
  register(traits: Partial<CustomerAccount> = {}): CustomerAccount {
    const nobody = {
      username: null,
      name: null,
      email: null,
      phone: null,
      cpf: null,
      cnpj: null,
      stateRegistration: null,
      locale: 'en',
    } as const;
    const dates = { version: 1, createdAt: AT, updatedAt: AT };
    const account = { ...nobody, ...dates, id: newId(), hasLogin: false, ...traits };
    this.accounts.set(account.id, account);
    return account;
  }

  findCustomer = async (id: string) => this.accounts.get(id) ?? null;
  addCustomer = async (_: unknown, customer: NewCustomerAccount) => this.register(customer);
  changeCustomer = async ({ customerId, changes }: { customerId: string; changes: object }) => {
    const { hasLogin, ...before } = this.accounts.get(customerId)!;
    return this.register({ ...before, ...changes, hasLogin, version: before.version + 1 });
  };
  removeCustomer = async (_: unknown, id: string) => this.close(id, 'removed');
  eraseCustomer = async (_: unknown, id: string) => this.close(id, 'erased');
  addressOf = async () => null;
  defaultAddressOf = async () => null;

  private close(id: string, how: string): void {
    this.accounts.delete(id);
    this.gone.push(`${how} ${id}`);
  }
}

/** The customers among {@link InMemoryAccounts}, as far as outlets know them. */
export class InMemoryCustomerQueries extends CustomerQueries {
  constructor(
    private readonly accounts: InMemoryAccounts,
    private readonly customerOutlets: InMemoryCustomerOutletRepository,
  ) {
    super();
  }

  get = async (scope: OutletScope, id: string): Promise<Customer> => {
    const account = this.accounts.accounts.get(id);
    const outletIds = this.customerOutlets.idsOf(id).filter((outletId) => isInScope(scope, outletId));
    if (!account || (scope !== 'all' && outletIds.length === 0)) throw customerNotFound();
    return { ...account, hasCpf: account.cpf !== null, outletIds };
  };

  list = () => Promise.reject(new Error('Lists are the database’s'));
}
