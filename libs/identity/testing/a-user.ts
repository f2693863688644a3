import { newId } from '#libs/kernel';

import type { User } from '../core/model/user.js';

let made = 0;

/** Staff or a customer; a test states only what matters to it. */
export function aUser(traits: Partial<User> = {}): User {
  const now = new Date('2026-03-02T12:00:00Z');
  return {
    id: newId(),
    username: `user${++made}`,
    email: null,
    name: null,
    phone: null,
    role: 'CUSTOMER',
    outletIds: [],
    cpf: null,
    cnpj: null,
    stateRegistration: null,
    locale: 'en',
    hasLogin: true,
    version: 1,
    createdAt: now,
    updatedAt: now,
    ...traits,
  };
}
