import { networkInterfaces } from 'node:os';

import { toString } from 'qrcode';

import { DEMO_PASSWORD } from '../demo-data/accounts.js';
import { tableNumber } from '../demo-data/outlets.js';
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
export const pageLines = (base: string, guest: string): readonly string[] => [
  `Kitchen    ${base}/kitchen/  (kitchen, ${DEMO_PASSWORD})`,
  `Till       ${base}/till/  (kasir, ${DEMO_PASSWORD})`,
  `Guest      ${guest}  (the code on ${tableNumber(GUESTS_TABLE).name})`,
];

/** An address as a code in the terminal, which a phone's camera reads. */
export const codeOf = (address: string): Promise<string> => toString(address, { type: 'terminal', small: true });

/** What the code on a table says, asked of the API at `api`, and put at `base`. */
export async function guestAddress(api: string, base: string): Promise<string> {
  const anybody = new Caller(api, 'admin');
  const { access_token } = await anybody.post<{ access_token: string }>('/auth/login', {
    username: 'admin',
    password: DEMO_PASSWORD,
  });
  const admin = anybody.as('admin', access_token);
  const { qr_url } = await admin.get<{ qr_url: string }>(`/tables/${tableNumber(GUESTS_TABLE).id}`);
  await admin.post('/auth/logout');
  const { pathname, search, hash } = new URL(qr_url);
  return base + pathname + search + hash;
}
