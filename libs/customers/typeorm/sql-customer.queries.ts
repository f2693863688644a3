import { Injectable } from '@nestjs/common';

import { cleanText, type OutletScope, type Page, type PageRequest } from '#libs/kernel';
import { Database, Values, whereAll } from '#libs/platform';

import { type CustomerFilter, CustomerQueries } from '../core/customers.ports.js';
import type { Customer, Locale } from '../core/model/customer.js';
import { customerNotFound } from '../core/model/customers.errors.js';

interface CustomerRow {
  id: string;
  name: string | null;
  email: string | null;
  phone: string | null;
  has_cpf: boolean;
  cnpj: string | null;
  state_registration: string | null;
  has_login: boolean;
  locale: Locale;
  outlet_ids: string[];
  version: number;
  created_at: Date;
  updated_at: Date;
}

/** Digits enough to look for a telephone number by. */
const FEWEST_DIGITS = 4;

/** Reads what identity publishes beside its own table: a list that is searched by names and cut by outlets is one question. */
@Injectable()
export class SqlCustomerQueries extends CustomerQueries {
  constructor(private readonly database: Database) {
    super();
  }

  async get(scope: OutletScope, customerId: string): Promise<Customer> {
    const values = new Values();
    const [row] = await this.database.query<CustomerRow & Record<string, unknown>>({
      text: `SELECT ${columns(scope, values)} FROM identity_customers u ${where(scope, values, `u.id = ${values.add(customerId)}`)}`,
      values: values.list,
    });
    if (!row) throw customerNotFound();
    return toCustomer(row);
  }

  async list(scope: OutletScope, { q }: CustomerFilter, { limit, offset }: PageRequest): Promise<Page<Customer>> {
    const counted = new Values();
    const [count] = await this.database.query<{ total: number }>({
      text: `SELECT count(*) AS total FROM identity_customers u ${where(scope, counted, matching(q, counted))}`,
      values: counted.list,
    });
    const values = new Values();
    const rows = await this.database.query<CustomerRow & Record<string, unknown>>({
      text: `SELECT ${columns(scope, values)} FROM identity_customers u ${where(scope, values, matching(q, values))}
             ORDER BY u.created_at DESC, u.id DESC LIMIT ${values.add(limit)} OFFSET ${values.add(offset)}`,
      values: values.list,
    });
    return { data: rows.map(toCustomer), total: count?.total ?? 0, limit, offset };
  }
}

const atOutlets = (scope: OutletScope, values: Values): string =>
  scope === 'all' ? 'true' : `c.outlet_id = ANY (${values.add(scope)}::uuid[])`;

const columns = (scope: OutletScope, values: Values): string => `
  u.id, u.name, u.email, u.phone, u.has_cpf, u.cnpj, u.state_registration, u.has_login, u.locale, u.version, u.created_at, u.updated_at,
  ARRAY(SELECT c.outlet_id FROM customer_outlets c WHERE c.customer_id = u.id AND ${atOutlets(scope, values)}
        ORDER BY c.outlet_id) AS outlet_ids`;

const where = (scope: OutletScope, values: Values, condition: string | false): string =>
  whereAll(
    scope !== 'all' &&
      `EXISTS (SELECT FROM customer_outlets c WHERE c.customer_id = u.id AND ${atOutlets(scope, values)})`,
    condition,
  );

/**
 * By name, e-mail address and telephone number, in one index. A number is found however it is written, and wherever it was pasted from:
 * `0812-3456` in `+628123456`.
 */
function matching(q: string | undefined, values: Values): string | false {
  if (q === undefined) return false;
  const part = (text: string) => values.add(`%${text.replace(/[\\%_]/g, '\\$&')}%`);
  const search = 'customer_search(u.name, u.email, u.phone)';
  const phone = cleanText('phone', q);
  const digits = /^[\d\s+().-]+$/.test(phone) ? phone.replace(/\D/g, '').replace(/^0+/, '') : '';
  const byText = `${search} LIKE catalog_fold(${part(q)})`;
  return digits.length < FEWEST_DIGITS ? byText : `(${byText} OR ${search} LIKE ${part(digits)})`;
}

const toCustomer = (row: CustomerRow): Customer => ({
  id: row.id,
  name: row.name,
  email: row.email,
  phone: row.phone,
  hasCpf: row.has_cpf,
  cnpj: row.cnpj,
  stateRegistration: row.state_registration,
  hasLogin: row.has_login,
  locale: row.locale,
  outletIds: row.outlet_ids,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});
