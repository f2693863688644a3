import type { UserRole } from '#libs/kernel';

import { demoId } from './demo-id.js';
import { CAFE_ID, SHOP_ID } from './outlets.js';

/** Known to everybody: the seed refuses to run in production. */
export const DEMO_PASSWORD = 'comanda-demo';

export interface DemoAccount {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly role: UserRole;
  readonly pin: string | null;
  readonly outletIds: readonly string[];
  readonly locale: 'id' | 'pt-BR';
  readonly email: string | null;
  readonly cpf: string | null;
}

const account = (
  username: string,
  name: string,
  role: UserRole,
  details: Pick<DemoAccount, 'pin' | 'outletIds' | 'locale'> & Partial<DemoAccount>,
): DemoAccount => ({ id: demoId('user', username), username, name, role, email: null, cpf: null, ...details });

const inJakarta = { outletIds: [CAFE_ID], locale: 'id' } as const;
const inSaoPaulo = { outletIds: [SHOP_ID], locale: 'pt-BR' } as const;

export const ACCOUNTS: readonly DemoAccount[] = [
  account('admin', 'Ratna Dewi', 'ADMIN', { pin: '1111', outletIds: [CAFE_ID, SHOP_ID], locale: 'id' }),
  account('supervisor', 'Bagus Santoso', 'SUPERVISOR', { pin: '2222', ...inJakarta }),
  account('kasir', 'Siti Rahma', 'KASIR', { pin: '3333', ...inJakarta }),
  account('waiter', 'Wayan Putra', 'WAITER', { pin: '4444', ...inJakarta }),
  account('kitchen', 'Dapur Kemang', 'KITCHEN', { pin: '5555', ...inJakarta }),
  account('kasir-sp', 'Camila Rocha', 'KASIR', { pin: '6666', ...inSaoPaulo }),
  account('kitchen-sp', 'Cozinha Paulista', 'KITCHEN', { pin: '7777', ...inSaoPaulo }),
  account('ana', 'Ana Souza', 'CUSTOMER', {
    pin: null,
    outletIds: [],
    locale: 'pt-BR',
    email: 'ana@example.com',
    cpf: '52998224725',
  }),
];

export const accountOf = (username: string): DemoAccount => {
  const found = ACCOUNTS.find((one) => one.username === username);
  if (!found) throw new RangeError(`There is no demo account ${username}`);
  return found;
};
