import { v5 } from 'uuid';

import { type Sandbox, startSandbox } from '../../../apps/sandbox/src/start-sandbox.js';
import {
  type Api,
  type Client,
  client,
  createTestDatabase,
  expectStatus,
  findFreePort,
  onCleanup,
  runToEnd,
  startApi,
  type TestDatabase,
} from '../../support/index.js';

/** The demo's own names for its rows; see apps/console/src/demo-data. */
const DEMO = '6f0f9a52-6d0b-5f3e-9a36-8f0c6c1d7e21';
const demoId = (kind: string, name: string) => v5(`${kind}:${name}`, DEMO);

export const PASSWORD = 'comanda-demo';
export const CAFE_ID = demoId('outlet', 'kopi-comanda');
export const SHOP_ID = demoId('outlet', 'comanda-paulista');
export const tableId = (number: number): string => demoId('table', `kopi-comanda/${number}`);

export type DemoUser = 'admin' | 'supervisor' | 'kasir' | 'waiter' | 'kitchen' | 'kasir-sp' | 'kitchen-sp' | 'ana';

/** The built API, the simulated providers, and the demo's café and shop, in a database of the test file's own. */
export interface Site {
  /** `http://localhost:<port>`: a name for which browsers make an exception, so that pages are as on https. */
  readonly url: string;
  readonly port: number;
  readonly api: Api;
  readonly database: TestDatabase;
  readonly sandbox: Sandbox;
  /** A caller of the API who is signed in. */
  as(username: DemoUser): Promise<Client>;
  /** What a phone reads from the code on a table of the café: path and query alone. */
  tableAddress(number: number): Promise<string>;
  /** Ends the API with SIGTERM (or SIGKILL), and starts it at the same port, perhaps with another environment. */
  restart(how?: Restart): Promise<void>;
  stop(): Promise<void>;
}

export interface Restart {
  readonly kill?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** The folder of another version, from now on. */
  readonly release?: string;
}

export interface SiteOptions {
  /** Over the usual environment. */
  readonly env?: Readonly<Record<string, string>>;
}

export async function startSite({ env = {} }: SiteOptions = {}): Promise<Site> {
  const [database, sandbox, port] = await Promise.all([createTestDatabase(), startSandbox(), findFreePort()]);
  onCleanup(() => sandbox.stop());
  const seeded = await runToEnd('console', { DATABASE_URL: database.url }, ['seed:demo']);
  if (seeded.code !== 0) throw new Error(`The demo's data could not be written: ${seeded.lines.join('\n')}`);
  const url = `http://localhost:${port}`;
  let release = '';
  const start = (more: Readonly<Record<string, string>> = {}) =>
    startApi({ database, port, release, env: { ...sandbox.env(), FRONTEND_URL: url, ...env, ...more } });
  let api = await start();
  sandbox.control.sendWebhooksTo(api.url);
  const callers = new Map<DemoUser, Promise<Client>>();
  const signedIn = async (username: DemoUser): Promise<Client> => {
    const answer = await client(api).post<{ access_token: string }>('/auth/login', { username, password: PASSWORD });
    return client(api, expectStatus(200, answer).access_token);
  };
  const as = (username: DemoUser): Promise<Client> => {
    const caller = callers.get(username) ?? signedIn(username);
    callers.set(username, caller);
    return caller;
  };
  return {
    url,
    port,
    get api() {
      return api;
    },
    database,
    sandbox,
    as,
    async tableAddress(number) {
      const admin = await as('admin');
      const table = expectStatus(200, await admin.get<{ qr_url: string }>(`/tables/${tableId(number)}`));
      const { pathname, search, hash } = new URL(table.qr_url);
      return pathname + search + hash;
    },
    async restart({ kill = false, env: more, release: next = release } = {}) {
      release = next;
      await (kill ? api.kill() : api.stop());
      api = await start(more);
    },
    stop: () => api.stop(),
  };
}
