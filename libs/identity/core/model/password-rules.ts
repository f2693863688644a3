import { passwordCommon } from './identity.errors.js';
import type { CommonPasswords } from '../identity.ports.js';

/** What an account is called: none of it is a password. */
export interface AccountNames {
  readonly username?: string | null;
  readonly email?: string | null;
}

/** Refuses what whoever guesses tries first: `PASSWORD_COMMON`. */
export async function assertUncommon(password: string, names: AccountNames, common: CommonPasswords): Promise<void> {
  assertNotTheName(password, names);
  if (await common.has(plain(password))) throw passwordCommon();
}

/** Refuses the name of the account as its password. Throws `PASSWORD_COMMON`. */
export function assertNotTheName(password: string, { username, email }: AccountNames): void {
  const names = [username, email, email?.slice(0, email.lastIndexOf('@'))];
  if (names.some((name) => name && plain(name) === plain(password))) throw passwordCommon();
}

const plain = (text: string): string => text.normalize('NFKC').trim().toLowerCase();
