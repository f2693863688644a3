import { EntitySchema } from 'typeorm';

export interface LoginSessionRow {
  id: string;
  user_id: string;
  created_at: Date;
  ended_at: Date | null;
  proved_by: string;
  /** Where it was used last: an address, or a /64. */
  network: string | null;
}

export interface RefreshTokenRow {
  hash: string;
  session_id: string;
  created_at: Date;
  expires_at: Date;
  used_at: Date | null;
  successor_hash: string | null;
}

export interface PasswordResetTokenRow {
  id: string;
  user_id: string | null;
  token_hash: string | null;
  requested_at: Date;
  expires_at: Date;
  used_at: Date | null;
}

export interface LoginFailuresRow {
  account: string;
  tries: number;
  window_ends_at: Date;
  free: number;
  step_seconds: number;
  grows: boolean;
  locked_until: Date | null;
}

export const LoginSessionSchema = new EntitySchema<LoginSessionRow>({
  name: 'LoginSession',
  tableName: 'login_sessions',
  columns: {
    id: { type: 'uuid', primary: true },
    user_id: { type: 'uuid' },
    created_at: { type: 'timestamptz' },
    ended_at: { type: 'timestamptz', nullable: true },
    proved_by: { type: 'text', default: 'password' },
    network: { type: 'text', nullable: true },
  },
});

export const RefreshTokenSchema = new EntitySchema<RefreshTokenRow>({
  name: 'RefreshToken',
  tableName: 'refresh_tokens',
  columns: {
    hash: { type: 'text', primary: true },
    session_id: { type: 'uuid' },
    created_at: { type: 'timestamptz' },
    expires_at: { type: 'timestamptz' },
    used_at: { type: 'timestamptz', nullable: true },
    successor_hash: { type: 'text', nullable: true, unique: true },
  },
});

export const PasswordResetTokenSchema = new EntitySchema<PasswordResetTokenRow>({
  name: 'PasswordResetToken',
  tableName: 'password_reset_tokens',
  columns: {
    id: { type: 'uuid', primary: true },
    user_id: { type: 'uuid', nullable: true },
    token_hash: { type: 'text', nullable: true, unique: true },
    requested_at: { type: 'timestamptz' },
    expires_at: { type: 'timestamptz' },
    used_at: { type: 'timestamptz', nullable: true },
  },
});

export const LoginFailuresSchema = new EntitySchema<LoginFailuresRow>({
  name: 'LoginFailures',
  tableName: 'login_failures',
  columns: {
    account: { type: 'text', primary: true },
    tries: { type: 'integer' },
    window_ends_at: { type: 'timestamptz' },
    free: { type: 'integer', default: 5 },
    step_seconds: { type: 'double precision', default: 20 },
    grows: { type: 'boolean', default: false },
    locked_until: { type: 'timestamptz', nullable: true },
  },
});
