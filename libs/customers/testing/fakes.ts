import type { CustomerAccount, IdentityApi, NewCustomerAccount } from '#libs/identity';
import { type AuditEntry, AuditLog, newId, notFound, UnitOfWork } from '#libs/kernel';
import { OutletsApi, type OutletSettings } from '#libs/outlets';

import type { Customer } from '../core/customer.js';
import { CustomerBook, CustomerQueries } from '../core/customers.ports.js';

const AT = new Date('2026-03-02T12:00:00Z');

export class DirectUnitOfWork extends UnitOfWork {
  run = <T>(work: () => Promise<T>) => work();
  afterCommit = (action: () => void) => action();
}

export class KeptAudit extends AuditLog {
  readonly entries: AuditEntry[] = [];
  record = async (entry: AuditEntry) => void this.entries.push(entry);
}

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

export class InMemoryBook extends CustomerBook {
  private readonly entries = new Map<string, Set<string>>();

  enter = async (customerId: string, outletIds: readonly string[]) =>
    void this.entries.set(customerId, new Set([...this.outlets(customerId), ...outletIds]));

  strike = async (customerId: string, outletIds: readonly string[] | null) => {
    const left = outletIds === null ? [] : this.outlets(customerId).filter((id) => !outletIds.includes(id));
    this.entries.set(customerId, new Set(left));
    return left.length;
  };

  outletsOf = async (customerId: string) => this.outlets(customerId).map((outletId) => ({ outletId, since: AT }));

  outlets(customerId: string): string[] {
    return [...(this.entries.get(customerId) ?? [])];
  }
}

export class BookedCustomers extends CustomerQueries {
  constructor(
    private readonly accounts: InMemoryAccounts,
    private readonly book: InMemoryBook,
  ) {
    super();
  }

  find = async (id: string, scope: 'all' | readonly string[]): Promise<Customer | null> => {
    const account = this.accounts.accounts.get(id);
    const outletIds = this.book.outlets(id).filter((outletId) => scope === 'all' || scope.includes(outletId));
    if (!account || (scope !== 'all' && outletIds.length === 0)) return null;
    return { ...account, hasCpf: account.cpf !== null, outletIds };
  };

  list = () => Promise.reject(new Error('Lists are the database’s'));
}
