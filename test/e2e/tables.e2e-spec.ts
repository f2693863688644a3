import { beforeAll, describe, expect, it } from '@jest/globals';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';

import { newId } from '#libs/kernel';

import {
  type Api,
  type Client,
  client,
  createAccount,
  createTestDatabase,
  eventually,
  startApi,
  startWorker,
  type TestDatabase,
} from '../support/index.js';

interface Outlet {
  id: string;
  version: number;
  [field: string]: unknown;
}

interface Table {
  id: string;
  qr_url?: string;
  session: { id: string } | null;
  version: number;
  [field: string]: unknown;
}

interface Seated {
  id: string;
  token: string;
  table_id: string;
  outlet_id: string;
  expires_at: string;
  order_url: string;
}

interface Problem {
  code: string;
  errors?: { pointer: string; code: string }[];
  [field: string]: unknown;
}

interface Page<T> {
  data: T[];
  total: number;
}

const FRONTEND = 'https://guests.example';

describe('outlets, tables and guests', () => {
  let database: TestDatabase;
  let api: Api;
  let other: Api;
  let admin: Client;
  let supervisor: Client;
  let waiter: Client;
  let stranger: Client;
  let phone: Client;
  let outlet: Outlet;
  let names = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    const env = { FRONTEND_URL: `${FRONTEND}/` };
    [api, other] = await Promise.all([startApi({ database, env }), startApi({ database, env })]);
    phone = client(api);
    admin = client(api, (await createAccount(database, 'ADMIN')).token);
    outlet = await anOutlet();
    const elsewhere = await anOutlet();
    supervisor = client(api, (await createAccount(database, 'SUPERVISOR', [outlet.id])).token);
    waiter = client(api, (await createAccount(database, 'WAITER', [outlet.id])).token);
    stranger = client(api, (await createAccount(database, 'SUPERVISOR', [elsewhere.id])).token);
  }, 120_000);

  async function anOutlet(fields: object = {}): Promise<Outlet> {
    const minimal = { name: 'Kopi Senja', currency: 'IDR', time_zone: 'Asia/Jakarta' };
    const { status, body } = await admin.post<Outlet>('/outlets', { ...minimal, ...fields });
    expect(status).toBe(201);
    return body;
  }

  async function aTable(fields: object = {}): Promise<Table> {
    const { status, body } = await supervisor.post<Table>('/tables', {
      outlet_id: outlet.id,
      name: `Table ${++names}`,
      ...fields,
    });
    expect(status).toBe(201);
    return body;
  }

  const secretOf = ({ qr_url }: Table): string => new URL(qr_url!).hash.slice(1);
  const scan = (table: Table, qr_secret = secretOf(table)) =>
    phone.post<Seated>('/table-sessions', { table_id: table.id, qr_secret });

  describe('outlets', () => {
    it('tells rates in percent, to two decimals, as they were given', async () => {
      const created = await anOutlet({ tax_rate: 10, service_charge_rate: 5.55, tax_inclusive: true });

      expect(created).toMatchObject({ tax_rate: 10, service_charge_rate: 5.55, tax_inclusive: true });
      const { body } = await admin.get<Outlet>(`/outlets/${created.id}`);
      expect(body).toEqual(created);
      const [row] = await database.query('SELECT tax_rate, service_charge_rate FROM outlets WHERE id = $1', [
        created.id,
      ]);
      expect(row).toEqual({ tax_rate: 1000, service_charge_rate: 555 });
    });

    it('names every fault of a bad outlet and makes none', async () => {
      const before = await admin.get<Page<Outlet>>('/outlets');

      const { status, body } = await admin.post<Problem>('/outlets', {
        name: '   ',
        currency: 'XXX',
        time_zone: 'Mars/Olympus',
        tax_rate: 10.001,
        service_charge_rate: 101,
        cash_rounding: 0.5,
        cash_difference_limit: 1e300,
        business_day_cutoff: '25:00',
        payment_methods: ['barter'],
        locale: 'xx-Mars',
        owner: 'me',
      });

      expect(status).toBe(400);
      const pointers = new Set(body.errors?.map(({ pointer }) => pointer));
      expect([...pointers].sort()).toEqual([
        '/business_day_cutoff',
        '/cash_difference_limit',
        '/cash_rounding',
        '/currency',
        '/locale',
        '/name',
        '/owner',
        '/payment_methods',
        '/service_charge_rate',
        '/tax_rate',
        '/time_zone',
      ]);
      expect((await admin.get<Page<Outlet>>('/outlets')).body.total).toBe(before.body.total);
    });

    it.each([null, [], 'text', 7])('refuses the body %j', async (body) => {
      const { status } = await admin.post('/outlets', JSON.stringify(body), { 'content-type': 'application/json' });

      expect(status).toBe(400);
    });

    it('takes a smallest coin of 0 for none: cash is not rounded', async () => {
      const body = { name: 'Kiosk', currency: 'USD', time_zone: 'America/Denver', cash_rounding: 0 };
      const made = await admin.post<{ id: string; cash_rounding: number; version: number }>('/outlets', body);
      expect([made.status, made.body.cash_rounding]).toEqual([201, 1]);
      const path = `/outlets/${made.body.id}`;

      for (const change of ['patch', 'put'] as const) {
        const { body: before } = await admin.patch<{ version: number }>(path, { cash_rounding: 25 });
        const named = change === 'put' ? { ...body, cash_rounding: 0 } : { cash_rounding: 0 };
        const changed = await admin[change]<{ cash_rounding: number }>(path, { ...named, version: before.version });
        expect([change, changed.status, changed.body.cash_rounding]).toEqual([change, 200, 1]);
      }
      expect(await admin.patch(path, { cash_rounding: -1 })).toMatchObject({ status: 400 });
    });

    it('changes what a PATCH names, refuses a stale version, and tells the current one', async () => {
      const created = await anOutlet({ phone: '+62 21 555 0101' });

      const changed = await admin.patch<Outlet>(`/outlets/${created.id}`, { name: 'Kopi Fajar', version: 1 });
      expect(changed.body).toMatchObject({ name: 'Kopi Fajar', phone: '+62 21 555 0101', version: 2 });
      const stale = await admin.patch<Problem>(`/outlets/${created.id}`, { name: 'Kopi Malam' }, { 'if-match': '"1"' });
      expect(stale.status).toBe(409);
      expect(stale.body).toMatchObject({ code: 'VERSION_CONFLICT', version: 2 });
      const absent = await admin.patch<Outlet>(`/outlets/${created.id}`, { name: null });
      expect(absent.body).toMatchObject({ name: 'Kopi Fajar', phone: '+62 21 555 0101' });
      const cleared = await admin.patch<Outlet>(`/outlets/${created.id}`, { phone: null }, { 'if-match': '"2"' });
      expect(cleared.body).toMatchObject({ name: 'Kopi Fajar', phone: null, version: 3 });
    });

    it('sets everything with a PUT, and never another currency', async () => {
      const created = await anOutlet({ phone: '+62 21 555 0101', tax_rate: 10 });
      const all = { name: 'Kopi Fajar', currency: 'IDR', time_zone: 'Asia/Makassar' };

      const replaced = await admin.put<Outlet>(`/outlets/${created.id}`, { ...all, version: 1 });
      expect(replaced.body).toMatchObject({ ...all, phone: null, tax_rate: 0, version: 2 });
      const other = await admin.put<Problem>(`/outlets/${created.id}`, { ...all, currency: 'BRL' });
      expect(other.status).toBe(422);
      expect(other.body.code).toBe('CURRENCY_FIXED');
    });

    it('says how the guest page looks and how guests order, and the menu tells it', async () => {
      const created = await anOutlet();
      expect(created).toMatchObject({
        guest_orders: 'DIRECT',
        theme: { accent: null, logo_url: null },
        languages: ['en', 'id', 'pt-BR'],
      });
      const path = `/outlets/${created.id}`;
      const logo_url = 'https://kopi.example/logo.png';
      const named = { theme: { accent: '#0B6B4F', logo_url }, languages: ['id', 'en'], guest_orders: 'APPROVE' };
      const changed = await admin.patch<Outlet>(path, { ...named, payment_methods: ['cash', 'midtrans'] });
      expect(changed.body).toMatchObject({ ...named, theme: { accent: '#0b6b4f', logo_url } });
      const partly = await admin.patch<Outlet>(path, { theme: { accent: null } });
      expect(partly.body).toMatchObject({ theme: { accent: null, logo_url }, languages: ['id', 'en'] });
      await eventually(async () => {
        const { body } = await phone.get<{ outlet: object }>(`/menu?outlet_id=${created.id}`);
        expect(body.outlet).toMatchObject({
          payment_methods: ['cash', 'midtrans'],
          guest_orders: 'APPROVE',
          theme: { accent: null, logo_url },
          languages: ['id', 'en'],
        });
      });
      for (const wrong of [
        { theme: { accent: 'green' } },
        { theme: { accent: '#12345' } },
        { theme: { logo_url: 'http://kopi.example/logo.png' } },
        { theme: { logo_url: 'javascript:alert(1)' } },
        { theme: { font: 'Comic Sans' } },
        { theme: 'dark' },
        { languages: [] },
        { languages: ['de'] },
        { guest_orders: 'NEVER' },
      ]) {
        expect([wrong, (await admin.patch(path, wrong)).status]).toEqual([wrong, 400]);
      }
      expect((await admin.get<Outlet>(path)).body).toMatchObject({ version: 3, guest_orders: 'APPROVE' });
    });

    it('shows staff their own outlets alone, and lets only an ADMIN change one', async () => {
      const list = await waiter.get<Page<Outlet>>('/outlets');
      expect(list.body.data.map(({ id }) => id)).toEqual([outlet.id]);
      expect((await waiter.get(`/outlets/${outlet.id}`)).status).toBe(200);
      expect((await stranger.get<Problem>(`/outlets/${outlet.id}`)).body.code).toBe('OUTLET_NOT_FOUND');
      for (const attempt of [
        supervisor.post('/outlets', {}),
        supervisor.patch(`/outlets/${outlet.id}`, {}),
        supervisor.put(`/outlets/${outlet.id}`, {}),
        supervisor.delete(`/outlets/${outlet.id}`),
      ]) {
        expect((await attempt).status).toBe(403);
      }
      expect((await phone.get('/outlets')).status).toBe(401);
    });

    it('is out of business after a DELETE, on every process', async () => {
      const closed = await anOutlet();
      expect((await admin.get(`${other.url}/api/v1/tables?outlet_id=${closed.id}`)).status).toBe(200);

      expect((await admin.delete(`/outlets/${closed.id}`)).status).toBe(204);

      expect((await admin.delete(`/outlets/${closed.id}`)).status).toBe(404);
      expect((await admin.get(`/outlets/${closed.id}`)).status).toBe(404);
      const table = { outlet_id: closed.id, name: 'Table 1' };
      expect((await admin.post<Problem>('/tables', table)).body.code).toBe('OUTLET_NOT_FOUND');
      await eventually(async () => {
        expect((await admin.get(`${other.url}/api/v1/tables?outlet_id=${closed.id}`)).status).toBe(404);
      });
    });

    it('writes who changed what into the audit log', async () => {
      const created = await anOutlet();
      await admin.patch(`/outlets/${created.id}`, { tax_rate: 11 });

      const rows = await database.query('SELECT action, details FROM audit_log WHERE subject_id = $1 ORDER BY id', [
        created.id,
      ]);
      expect(rows).toEqual([
        { action: 'outlet.created', details: { name: 'Kopi Senja' } },
        { action: 'outlet.updated', details: { from: { taxRate: 0 }, to: { taxRate: 1100 } } },
      ]);
    });
  });

  describe('tables', () => {
    it('draws a PNG and an SVG of the code that opens the guest page', async () => {
      const table = await aTable();

      const png = await waiter.get<Buffer>(`/tables/${table.id}/qr.png`);
      const { data, width, height } = PNG.sync.read(png.body);
      const svg = await waiter.get<Buffer | string>(`/tables/${table.id}/qr.svg`);

      expect(png.headers.get('content-type')).toBe('image/png');
      expect([width, height]).toEqual([512, 512]);
      const read = jsQR as unknown as typeof jsQR.default;
      expect(read(new Uint8ClampedArray(data), width, height)?.data).toBe(
        `${FRONTEND}/t/${table.id}#${secretOf(table)}`,
      );
      expect(table.qr_url).toBe(`${FRONTEND}/t/${table.id}#${secretOf(table)}`);
      expect(svg.headers.get('content-type')).toMatch(/^image\/svg\+xml/);
      expect(String(svg.body)).toMatch(/^<svg /);
      expect(png.headers.get('cache-control')).toContain('no-store');
      expect((await waiter.get(`/tables/${table.id}/qr.png?size=99999`)).status).toBe(400);
    });

    it('shows the code’s secret to ADMIN and SUPERVISOR alone', async () => {
      const table = await aTable();

      for (const reader of [admin, supervisor]) {
        expect((await reader.get<Table>(`/tables/${table.id}`)).body.qr_url).toBe(table.qr_url);
      }
      const { body } = await waiter.get<Table>(`/tables/${table.id}`);
      expect(body).not.toHaveProperty('qr_url');
      expect(JSON.stringify((await waiter.get('/tables?limit=100')).body)).not.toContain(secretOf(table));
    });

    it('keeps names unique in an outlet, versions apart, and a table where guests sit', async () => {
      const table = await aTable();
      const twin = { outlet_id: outlet.id, name: String(table['name']).toUpperCase() };

      expect((await supervisor.post<Problem>('/tables', twin)).body.code).toBe('TABLE_NAME_TAKEN');
      const changed = await supervisor.patch<Table>(`/tables/${table.id}`, { seats: 6, version: 1 });
      expect(changed.body).toMatchObject({ seats: 6, version: 2, qr_url: table.qr_url });
      const stale = await supervisor.patch<Problem>(`/tables/${table.id}`, { seats: 8 }, { 'if-match': '"1"' });
      expect([stale.status, stale.body.code, stale.body['version']]).toEqual([409, 'VERSION_CONFLICT', 2]);
      const put = await supervisor.put<Table>(`/tables/${table.id}`, { name: table['name'], area: 'Terrace' });
      expect(put.body).toMatchObject({ area: 'Terrace', seats: null, active: true, version: 3 });
      const { body: seated } = await scan(table);
      expect((await supervisor.delete<Problem>(`/tables/${table.id}`)).body.code).toBe('TABLE_OCCUPIED');
      await waiter.post(`/table-sessions/${seated.id}/close`);
      expect((await supervisor.delete(`/tables/${table.id}`)).status).toBe(204);
      expect((await supervisor.get(`/tables/${table.id}`)).status).toBe(404);
      expect((await scan(table)).status).toBe(404);
    });

    it('names every fault of a bad table', async () => {
      const { status, body } = await supervisor.post<Problem>('/tables', {
        outlet_id: 'here',
        name: '',
        seats: 2.5,
        active: 'perhaps',
        qr_secret: 'mine',
      });

      expect(status).toBe(400);
      expect(body.errors?.map(({ pointer }) => pointer).sort()).toEqual([
        '/active',
        '/name',
        '/outlet_id',
        '/qr_secret',
        '/seats',
      ]);
    });
  });

  describe('guests', () => {
    it('open a session by scanning, and join it with tokens of their own', async () => {
      const table = await aTable();

      const first = await scan(table);
      const second = await scan(table);
      const third = await waiter.post<Seated>('/table-sessions', { table_id: table.id });

      expect(first.status).toBe(201);
      expect(Object.keys(first.body).sort()).toEqual([
        'expires_at',
        'id',
        'order_url',
        'outlet_id',
        'table_id',
        'token',
      ]);
      expect(first.body.order_url).toBe(`${FRONTEND}/t/#${first.body.token}`);
      expect([second.status, second.body.id, third.body.id]).toEqual([201, first.body.id, first.body.id]);
      expect(new Set([first, second, third].map(({ body }) => body.token)).size).toBe(3);
      const hours = (Date.parse(first.body.expires_at) - Date.now()) / 3_600_000;
      expect(hours).toBeGreaterThan(3.9);
      expect(hours).toBeLessThanOrEqual(4);
      expect((await waiter.get<Table>(`/tables/${table.id}`)).body.session?.id).toBe(first.body.id);
    });

    it('may look at their own session and at nobody else’s', async () => {
      const [mine, theirs] = [(await scan(await aTable())).body, (await scan(await aTable())).body];
      const guest = phone.as(mine.token);

      expect((await guest.get<{ id: string }>(`/table-sessions/${mine.id}`)).body.id).toBe(mine.id);
      expect((await guest.get<Problem>(`/table-sessions/${theirs.id}`)).body.code).toBe('TABLE_SESSION_NOT_FOUND');
      expect((await guest.get('/table-sessions')).status).toBe(403);
      expect((await guest.get('/tables')).status).toBe(403);
      expect((await guest.post(`/table-sessions/${mine.id}/close`)).status).toBe(403);
    });

    it('have dead tokens on every process as soon as the session is closed', async () => {
      const table = await aTable();
      const tokens = [(await scan(table)).body, (await scan(table)).body];
      const { id } = tokens[0]!;
      const elsewhere = client(other);
      for (const { token } of tokens) {
        expect((await elsewhere.as(token).get(`/table-sessions/${id}`)).status).toBe(200);
      }

      const closed = await waiter.post<{ closed_at: string }>(`/table-sessions/${id}/close`);

      expect(closed.status).toBe(200);
      for (const { token } of tokens) {
        expect((await elsewhere.as(token).get<Problem>(`/table-sessions/${id}`)).body.code).toBe('SESSION_CLOSED');
        expect((await elsewhere.post('/table-sessions/validate', { token })).body).toEqual({ valid: false });
      }
      const again = await waiter.post<{ closed_at: string }>(`/table-sessions/${id}/close`);
      expect([again.status, again.body]).toEqual([200, closed.body]);
      const next = await scan(table);
      expect(next.body.id).not.toBe(id);
    });

    it('ask whether a token is good, and always get a plain answer', async () => {
      const { body: seated } = await scan(await aTable());

      const good = await phone.post('/table-sessions/validate', { token: seated.token });
      expect(good.status).toBe(200);
      expect(good.body).toEqual({
        valid: true,
        id: seated.id,
        table_id: seated.table_id,
        outlet_id: seated.outlet_id,
        expires_at: seated.expires_at,
      });
      for (const token of ['', 'ts_nonsense', newId(), seated.token.slice(0, -1), 'x'.repeat(4096)]) {
        const bad = await phone.post('/table-sessions/validate', { token });
        expect([bad.status, bad.body]).toEqual([200, { valid: false }]);
      }
      expect((await phone.post('/table-sessions/validate', {})).status).toBe(400);
      expect((await phone.post('/table-sessions/validate', { token: 7 })).status).toBe(400);
    });

    it('get nowhere without the secret, with a wrong one, or with last week’s photo', async () => {
      const table = await aTable();
      const outcome = async (answer: ReturnType<typeof scan>) => {
        const { status, body } = await answer;
        return [status, (body as unknown as Problem).code];
      };

      expect(await outcome(phone.post('/table-sessions', { table_id: table.id }))).toEqual([401, 'TOKEN_MISSING']);
      expect(await outcome(scan(table, 'guess'))).toEqual([404, 'TABLE_NOT_FOUND']);
      expect(await outcome(scan({ ...table, id: newId() }))).toEqual([404, 'TABLE_NOT_FOUND']);
      const rotated = await supervisor.post<Table>(`/tables/${table.id}/rotate-qr`);
      expect(rotated.status).toBe(200);
      expect(await outcome(scan(table))).toEqual([404, 'TABLE_NOT_FOUND']);
      expect((await scan(rotated.body)).status).toBe(201);
      await supervisor.patch(`/tables/${table.id}`, { active: false });
      expect(await outcome(scan(rotated.body))).toEqual([409, 'TABLE_INACTIVE']);
    });

    it('lose their session when its time is over, and the outlet is told once', async () => {
      const table = await aTable();
      const { body: seated } = await scan(table);
      await database.query(
        `UPDATE table_sessions SET opened_at = now() - interval '4 hours', expires_at = now() WHERE id = $1`,
        [seated.id],
      );

      expect((await phone.as(seated.token).get(`/table-sessions/${seated.id}`)).status).toBe(401);
      expect((await waiter.get<Table>(`/tables/${table.id}`)).body.session).toBeNull();
      const next = await scan(table);
      expect(next.body.id).not.toBe(seated.id);
      const events = await database.query(
        `SELECT type, outlet_id, session_id, payload FROM events
         WHERE payload ->> 'table_id' = $1 AND type = 'TABLE_SESSION_CLOSED'`,
        [table.id],
      );
      expect(events).toEqual([
        {
          type: 'TABLE_SESSION_CLOSED',
          outlet_id: outlet.id,
          session_id: seated.id,
          payload: {
            id: seated.id,
            table_id: table.id,
            table_name: table['name'],
            outlet_id: outlet.id,
            expires_at: expect.any(String),
          },
        },
      ]);
    });

    it('need nobody to end their session: a job does when its time is over', async () => {
      const table = await aTable();
      const { body: seated } = await scan(table);
      await database.query(
        `UPDATE table_sessions SET opened_at = now() - interval '4 hours', expires_at = now() WHERE id = $1`,
        [seated.id],
      );
      await database.query(`DELETE FROM jobs WHERE kind = 'tables.close-expired-sessions'`);

      await startWorker({ database });

      await eventually(
        async () => {
          const { body } = await waiter.get<{ closed_at: string | null }>(`/table-sessions/${seated.id}`);
          expect(body.closed_at).not.toBeNull();
        },
        { timeoutMs: 15_000 },
      );
    });

    it('are listed to staff, open and ended ones apart', async () => {
      const table = await aTable();
      const old = (await scan(table)).body.id;
      await waiter.post(`/table-sessions/${old}/close`);
      const current = (await scan(table)).body.id;
      const idsOf = async (query: string) =>
        (
          await waiter.get<Page<{ id: string }>>(
            `/table-sessions?outlet_id=${outlet.id}&table_id=${table.id}&limit=100${query}`,
          )
        ).body.data.map(({ id }) => id);

      expect(await idsOf('')).toEqual([current, old]);
      expect(await idsOf('&open=true')).toEqual([current]);
      expect(await idsOf('&open=false')).toEqual([old]);
      expect((await waiter.get('/table-sessions?open=maybe')).status).toBe(400);
    });

    it('never find their token or the table’s secret in a log', async () => {
      const table = await aTable();
      const { body: seated } = await scan(table);
      await phone.as(seated.token).get(`/table-sessions/${seated.id}`);

      const logs = [...api.logs, ...other.logs].join('\n');
      expect(logs).not.toContain(seated.token);
      expect(logs).not.toContain(secretOf(table));
    });
  });

  it('hides everything of an outlet from the staff of another: 404, as if it were not there', async () => {
    const table = await aTable();
    const { body: seated } = await scan(table);
    const attempts = {
      outlet: stranger.get<Problem>(`/outlets/${outlet.id}`),
      list: stranger.get<Problem>(`/tables?outlet_id=${outlet.id}`),
      create: stranger.post<Problem>('/tables', { outlet_id: outlet.id, name: 'Mine' }),
      read: stranger.get<Problem>(`/tables/${table.id}`),
      patch: stranger.patch<Problem>(`/tables/${table.id}`, { seats: 2 }),
      put: stranger.put<Problem>(`/tables/${table.id}`, { name: 'Mine' }),
      delete: stranger.delete<Problem>(`/tables/${table.id}`),
      png: stranger.get<Problem>(`/tables/${table.id}/qr.png`),
      svg: stranger.get<Problem>(`/tables/${table.id}/qr.svg`),
      rotate: stranger.post<Problem>(`/tables/${table.id}/rotate-qr`),
      open: stranger.post<Problem>('/table-sessions', { table_id: table.id, qr_secret: 'guess' }),
      sessions: stranger.get<Problem>(`/table-sessions?outlet_id=${outlet.id}`),
      session: stranger.get<Problem>(`/table-sessions/${seated.id}`),
      close: stranger.post<Problem>(`/table-sessions/${seated.id}/close`),
    };

    for (const [name, attempt] of Object.entries(attempts)) {
      const { status, body } = await attempt;
      expect([name, status, body.code]).toEqual([name, 404, expect.stringMatching(/_NOT_FOUND$/)]);
    }
    const page = await stranger.get<Page<Table>>('/tables?limit=100');
    expect(page.body.data).toEqual([]);
    const after = await supervisor.get<Table>(`/tables/${table.id}`);
    expect(after.body).toMatchObject({ version: 1, qr_url: table.qr_url, session: { id: seated.id } });
  });

  it('lets one address sit down as often as its code is right, and tells ten wrong codes a minute, whatever tokens it sends', async () => {
    const limited = await startApi({ database, env: { RATE_LIMIT_ENABLED: 'true', RATE_LIMIT_GLOBAL: '10000' } });
    const table = await aTable();
    let caller = client(limited);
    const body = { table_id: table.id, qr_secret: secretOf(table) };
    for (let i = 0; i < 15; i++) {
      const { status, body: seated } = await caller.post<Seated>('/table-sessions', body);
      expect(status).toBe(201);
      caller = caller.as(seated.token);
    }

    const wrong = () => caller.post<Problem>('/table-sessions', { ...body, qr_secret: 'a-code-of-no-table' });
    for (let i = 0; i < 10; i++) expect((await wrong()).status).toBe(404);
    const eleventh = await wrong();
    expect([eleventh.status, eleventh.body.code]).toEqual([429, 'RATE_LIMITED']);
    expect(Number(eleventh.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await caller.post('/table-sessions', body)).status).toBe(201);
    const { token } = await createAccount(database, 'WAITER', [outlet.id]);
    for (let i = 0; i < 12; i++) {
      expect((await client(limited, token).post('/table-sessions', { table_id: table.id })).status).toBe(201);
    }
  });
});
