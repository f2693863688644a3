import type { User } from '../core/model/user.js';
import type { UserRow } from './user.schema.js';

export type UserWithOutletsRow = Omit<UserRow, 'password_hash' | 'pin_hash' | 'deleted_at'> & {
  has_login: boolean;
  outlet_ids: string[];
};

/** The columns of a user `u`, without the digests of their secrets. */
export const USER_COLUMNS = `
  u.id, u.username, u.email, u.name, u.phone, u.role, u.cpf, u.cnpj, u.state_registration, u.locale, u.version, u.created_at, u.updated_at,
  u.password_hash IS NOT NULL AS has_login,
  ARRAY(SELECT o.outlet_id FROM user_outlets o WHERE o.user_id = u.id ORDER BY o.outlet_id) AS outlet_ids`;

/** Of a user `u`: no device. A device is let in, changed and revoked as one, and never given a password. */
export const IS_PERSON = 'NOT EXISTS (SELECT FROM devices d WHERE d.id = u.id)';

export const toUser = (row: UserWithOutletsRow): User => ({
  id: row.id,
  username: row.username,
  email: row.email,
  name: row.name,
  phone: row.phone,
  role: row.role,
  outletIds: row.outlet_ids,
  cpf: row.cpf,
  cnpj: row.cnpj,
  stateRegistration: row.state_registration,
  locale: row.locale,
  hasLogin: row.has_login,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

/** What a change writes; the secrets go their own way. */
export const toRow = (user: User): Omit<UserRow, 'password_hash' | 'pin_hash' | 'created_at' | 'deleted_at'> => ({
  id: user.id,
  username: user.username,
  email: user.email,
  name: user.name,
  phone: user.phone,
  role: user.role,
  cpf: user.cpf,
  cnpj: user.cnpj,
  state_registration: user.stateRegistration,
  locale: user.locale,
  version: user.version,
  updated_at: user.updatedAt,
});
