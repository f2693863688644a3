import { EntitySchema } from 'typeorm';

import type { UserRole } from '#libs/kernel';

import type { Locale } from '../core/model/user.js';

export interface UserRow {
  id: string;
  username: string | null;
  email: string | null;
  name: string | null;
  phone: string | null;
  password_hash: string | null;
  pin_hash: string | null;
  role: UserRole;
  cpf: string | null;
  cnpj: string | null;
  state_registration: string | null;
  locale: Locale;
  version: number;
  created_at: Date;
  updated_at: Date;
  deleted_at: Date | null;
}

export const UserSchema = new EntitySchema<UserRow>({
  name: 'User',
  tableName: 'users',
  columns: {
    id: { type: 'uuid', primary: true },
    username: { type: 'text', nullable: true },
    email: { type: 'text', nullable: true },
    name: { type: 'text', nullable: true },
    phone: { type: 'text', nullable: true },
    password_hash: { type: 'text', nullable: true },
    pin_hash: { type: 'text', nullable: true },
    role: { type: 'text' },
    cpf: { type: 'text', nullable: true },
    cnpj: { type: 'text', nullable: true },
    state_registration: { type: 'text', nullable: true },
    locale: { type: 'text' },
    version: { type: 'integer', default: 1 },
    created_at: { type: 'timestamptz' },
    updated_at: { type: 'timestamptz' },
    deleted_at: { type: 'timestamptz', nullable: true },
  },
});
