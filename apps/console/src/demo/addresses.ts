import { networkInterfaces } from 'node:os';

import { toString } from 'qrcode';

import { DEMO_PASSWORD } from '../demo-data/accounts.js';
import { CAFE_ID, tableNumber } from '../demo-data/outlets.js';
import { Caller } from './caller.js';

const PRIVATE = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/;
const GUESTS_TABLE = 4;

/** This machine's address in its own network, for phones that are in it. Throws when it has none. */
export function lanAddress(): string {
  const found = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal, address }) => family === 'IPv4' && !internal && PRIVATE.test(address));
  if (!found)
    throw new Error('--lan: this machine has no address in a network of its own (10.…, 172.16.… or 192.168.…)');
  return found.address;
}

/** Where the pages are and who signs in there, a line each. `base` is how the reader's browser reaches the API. */
export const pageLines = (base: string, guest: GuestAddress | null): readonly string[] => [
  `Kitchen    ${base}/kitchen/  (kitchen, ${DEMO_PASSWORD})`,
  `Till       ${base}/till/  (kasir, ${DEMO_PASSWORD})`,
  `Office     ${base}/admin/  (admin, ${DEMO_PASSWORD})`,
  ...(guest ? [`Guest      ${guest.url}  (the code on ${guest.table})`] : []),
];

/** An address as a code in the terminal, which a phone's camera reads. */
export const codeOf = (address: string): Promise<string> => toString(address, { type: 'terminal', small: true });

/** What the code on a table says. */
export interface GuestAddress {
  readonly url: string;
  readonly table: string;
}

/** Asked of the API at `api`, and put at `base`; null for a café whose people have taken all tables away. */
export async function guestAddress(api: string, base: string): Promise<GuestAddress | null> {
  const anybody = new Caller(api, 'admin');
  const { access_token } = await anybody.post<{ access_token: string }>('/auth/login', {
    username: 'admin',
    password: DEMO_PASSWORD,
  });
  const admin = anybody.as('admin', access_token);
  const { data: tables } = await admin.get<{ data: { id: string; name: string }[] }>(`/tables?outlet_id=${CAFE_ID}`);
  const table = tables.find(({ id }) => id === tableNumber(GUESTS_TABLE).id) ?? tables[0];
  const printed = table && (await admin.get<{ qr_url: string }>(`/tables/${table.id}`));
  await admin.post('/auth/logout');
  if (!printed) return null;
  const { pathname, search, hash } = new URL(printed.qr_url);
  return { url: base + pathname + search + hash, table: table.name };
}
