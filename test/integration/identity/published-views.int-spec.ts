import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { createTestDatabase, type TestDatabase } from '../../support/index.js';
import { planOf, publishedRows } from '../../support/published-views.js';

describe('what identity publishes', () => {
  const [company, guest, cashier, erased] = [newId(), newId(), newId(), newId()];
  let store: TestDatabase;

  beforeAll(async () => {
    store = await createTestDatabase();
    await store.query(
      `INSERT INTO users (id, username, email, name, password_hash, role, cpf, locale, version, created_at, updated_at, deleted_at, phone,
         cnpj, state_registration)
       VALUES ($1, 'loja', 'loja@example.com', 'Loja', 'a secret', 'CUSTOMER', '52998224725', 'pt-BR', 3, '2026-03-02T05:00:00Z',
                 '2026-03-02T06:00:00Z', NULL, '+5511999990000', '11222333000181', 'ISENTO'),
              ($2, NULL, NULL, 'Sari', NULL, 'CUSTOMER', NULL, 'id', 1, '2026-03-02T07:00:00Z', '2026-03-02T07:00:00Z', NULL, NULL, NULL, NULL),
              ($3, 'budi', NULL, 'Budi', 'a secret', 'KASIR', NULL, 'id', 1, now(), now(), NULL, NULL, NULL, NULL),
              ($4, NULL, NULL, NULL, NULL, 'CUSTOMER', NULL, 'id', 2, now(), now(), now(), NULL, NULL, NULL)`,
      [company, guest, cashier, erased],
    );
  });

  it('identity_customers: customers who are not erased, and of their secrets only whether there are any', async () => {
    expect(await publishedRows(store, 'identity_customers')).toEqual([
      {
        id: company,
        name: 'Loja',
        email: 'loja@example.com',
        phone: '+5511999990000',
        has_cpf: true,
        cnpj: '11222333000181',
        state_registration: 'ISENTO',
        has_login: true,
        locale: 'pt-BR',
        version: 3,
        created_at: '2026-03-02T05:00:00+00:00',
        updated_at: '2026-03-02T06:00:00+00:00',
      },
      {
        id: guest,
        name: 'Sari',
        email: null,
        phone: null,
        has_cpf: false,
        cnpj: null,
        state_registration: null,
        has_login: false,
        locale: 'id',
        version: 1,
        created_at: '2026-03-02T07:00:00+00:00',
        updated_at: '2026-03-02T07:00:00+00:00',
      },
    ]);
  });

  it.each([
    [`id = '${company}'`, ''],
    [`customer_search(name, email, phone) LIKE '%senja%'`, ''],
    ['true', 'ORDER BY created_at DESC, id DESC LIMIT 20'],
  ])('identity_customers is merged into what reads it: %s %s', async (condition, order) => {
    expect(await planOf(store, `SELECT id FROM identity_customers WHERE ${condition} ${order}`)).toEqual(
      await planOf(
        store,
        `SELECT id FROM users WHERE role = 'CUSTOMER' AND deleted_at IS NULL AND ${condition} ${order}`,
      ),
    );
  });
});
