import { beforeAll, describe, expect, it } from '@jest/globals';

import {
  type Api,
  client,
  type Client,
  createAccount,
  createShop,
  createTestDatabase,
  eventually,
  expectStatus,
  type Shop,
  startApi,
  type TestDatabase,
} from '../support/index.js';

interface Verdict {
  readonly valid: boolean;
  readonly entries: number;
  readonly sealed_to: string | null;
  readonly head: { readonly n: number; readonly hash: string } | null;
  readonly unsealed: number;
  readonly first_fault?: { readonly n: number; readonly code: string; readonly report_number: number | null };
}
interface Z {
  readonly type: 'X' | 'Z';
  readonly number: number;
  readonly audit_head?: { readonly n: number; readonly hash: string };
}

describe('the sealed audit log, on two processes', () => {
  let database: TestDatabase;
  let apis: readonly Api[];
  let shop: Shop;
  let admins: readonly Client[];
  let cashier: Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    apis = await Promise.all([startApi({ database }), startApi({ database })]);
    shop = await createShop(database, apis[0]!);
    const { token } = await createAccount(database, 'ADMIN', []);
    admins = apis.map((api) => client(api, token));
    cashier = client(apis[1]!, (await createAccount(database, 'KASIR', [shop.outletId])).token);
  }, 120_000);

  const verdict = async (query = `outlet_id=${shop.outletId}`, admin = admins[0]!): Promise<Verdict> =>
    expectStatus(200, await admin.get<Verdict>(`/audit-log/verify?${query}`));
  /** Once everything that was written so far is sealed. */
  const sealed = (query?: string): Promise<Verdict> =>
    eventually(async () => {
      const verified = await verdict(query);
      expect(verified.unsealed).toBe(0);
      return verified;
    });
  const zOfAShift = async (): Promise<Z> => {
    const body = { outlet_id: shop.outletId, start_cash: 100_000 };
    const { id } = expectStatus(201, await cashier.post<{ id: string }>('/shifts/open', body));
    await sealed();
    expectStatus(200, await cashier.post('/shifts/close', { shift_id: id, end_cash: 100_000 }));
    return eventually(async () => expectStatus(200, await cashier.get<Z>(`/shifts/${id}/report?type=Z`)));
  };

  it('is verified whole, told by each Z, and shows a tail that was cut off', async () => {
    const first = await zOfAShift();
    const whole = await sealed();
    expect(whole).toMatchObject({ valid: true });
    expect(whole).not.toHaveProperty('first_fault');
    expect(whole.entries).toBe(whole.head?.n);
    expect(whole.entries).toBeGreaterThanOrEqual(2);
    expect(first.audit_head?.n).toBeLessThanOrEqual(whole.entries);
    expect(first.audit_head).toEqual({
      n: expect.any(Number) as unknown,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
    });
    expect(await verdict(undefined, admins[1])).toEqual(whole);
    expect(await sealed('')).toMatchObject({ valid: true });
    expect(await verdict(`outlet_id=${shop.outletId}&from=2020-01-01&to=2020-12-31`)).toMatchObject({
      valid: true,
      entries: 0,
      sealed_to: null,
    });

    const second = await zOfAShift();
    await sealed();
    expect(second.audit_head?.n).toBeGreaterThan(first.audit_head?.n ?? 0);
    const last = second.audit_head?.n ?? 0;
    await database.query('ALTER TABLE audit_log DISABLE TRIGGER USER; ALTER TABLE audit_seals DISABLE TRIGGER USER');
    await database.query(
      `DELETE FROM audit_log WHERE id IN (SELECT entry_id FROM audit_seals WHERE outlet_id = $1 AND n >= $2)`,
      [shop.outletId, last],
    );
    await database.query('DELETE FROM audit_seals WHERE outlet_id = $1 AND n >= $2', [shop.outletId, last]);
    await database.query(
      `UPDATE audit_chains SET last_n = n, last_hash = hash FROM audit_seals s
       WHERE s.outlet_id = audit_chains.outlet_id AND s.outlet_id = $1 AND n = $2 - 1`,
      [shop.outletId, last],
    );

    expect(await verdict()).toMatchObject({
      valid: false,
      first_fault: { n: last, code: 'SEAL_MISSING', report_number: second.number },
    });
  });

  it('is for an ADMIN alone, who asks for an outlet and a period that exist', async () => {
    expectStatus(403, await cashier.get(`/audit-log/verify?outlet_id=${shop.outletId}`));
    expectStatus(400, await admins[0]!.get('/audit-log/verify?outlet_id=nothing'));
    expectStatus(400, await admins[0]!.get(`/audit-log/verify?outlet_id=${shop.outletId}&from=yesterday`));
  });
});
