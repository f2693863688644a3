import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, ValidateIf } from 'class-validator';

import type { UserRole } from '#libs/kernel';
import {
  IfGiven,
  IsCpfText,
  IsEmailAddress,
  IsId,
  IsPersonName,
  LoginName,
  PageResponse,
  TextLength,
} from '#libs/platform';

import type { Login } from '../core/model/login.js';
import type { User } from '../core/model/user.js';
import { IsOutletIds, IsPassword, IsPin, IsRole, IsUsername } from './account-fields.js';

const LONGEST_TOKEN = 200;
const EXAMPLE_PASSWORD = 'sambal-terasi-2026';
const EXAMPLE_TOKEN = 'kQ3vT8xW2mZ7pL5rN9cB4hJ6sD1fG0yA';

interface Named {
  readonly username?: string | null;
  readonly email?: string | null;
}

/** One of the two is needed; when both are missing the fault is the username's. */
const given = (value: unknown): boolean => value !== undefined && value !== null;
const NeedsAName = () => ValidateIf((named: Named) => given(named.username) || !given(named.email));

export class RegisterRequest {
  /** A username or an e-mail address is needed. */
  @NeedsAName()
  @IsUsername()
  username?: string | null;

  @IsOptional()
  @IsEmailAddress()
  email?: string | null;

  @ApiProperty({ example: EXAMPLE_PASSWORD })
  @IsPassword()
  password!: string;

  @IsOptional()
  @IsPersonName()
  name?: string | null;

  /** CUSTOMER when absent. Staff roles need an ADMIN's token. */
  @ApiProperty({ example: 'CUSTOMER' })
  @IfGiven()
  @IsRole()
  role?: UserRole;

  /** The outlets that staff belong to; every outlet there is when absent. */
  @IfGiven()
  @IsOutletIds()
  outlet_ids?: string[];

  /** Brazilian tax number, with or without punctuation. */
  @IsOptional()
  @IsCpfText()
  cpf?: string | null;
}

export class LoginRequest {
  /** A username, or an e-mail address. */
  @NeedsAName()
  @ApiProperty({ example: 'kasir' })
  @IsString()
  @LoginName()
  @TextLength(1, 254)
  username?: string | null;

  /** An e-mail address in place of the username. */
  @IsOptional()
  @LoginName()
  @TextLength(1, 254)
  email?: string | null;

  /** The demo's, in the example. */
  @ApiProperty({ format: 'password', example: 'comanda-demo' })
  @TextLength(1, 256)
  password!: string;
}

export class PinRequest {
  /** The colleague who takes over the till; the demo's waiter in the example. */
  @IsId()
  user_id!: string;

  @ApiProperty({ example: '4444' })
  @IsPin()
  pin!: string;
}

export class RefreshRequest {
  /** Good once; the answer has the next one. */
  @ApiProperty({ example: EXAMPLE_TOKEN })
  @TextLength(1, LONGEST_TOKEN)
  refresh_token!: string;
}

export class LogoutRequest {
  /** Only for a client whose access token has expired. */
  @IfGiven()
  @TextLength(1, LONGEST_TOKEN)
  refresh_token?: string;
}

export class ForgotPasswordRequest {
  @IsEmailAddress()
  email!: string;
}

export class ResetPasswordRequest {
  /** From the link in the mail. */
  @ApiProperty({ example: EXAMPLE_TOKEN })
  @TextLength(1, LONGEST_TOKEN)
  token!: string;

  @ApiProperty({ example: EXAMPLE_PASSWORD })
  @IsPassword()
  password!: string;
}

/** Somebody who can take over this till. */
export class ColleagueResponse {
  id!: string;
  name!: string;
  role!: string;
}

export class ColleaguesPage extends PageResponse {
  data!: ColleagueResponse[];
}

/** A user as clients show them. */
export class UserSummary {
  id!: string;
  username!: string | null;
  email!: string | null;
  name!: string | null;
  /** ADMIN, SUPERVISOR, KASIR, WAITER, KITCHEN or CUSTOMER. */
  role!: string;
  /** The outlets that staff belong to; an ADMIN sees every outlet. */
  outlet_ids!: string[];

  static from(user: User): UserSummary {
    const { id, username, email, name, role, outletIds } = user;
    return { id, username, email, name, role, outlet_ids: [...outletIds] };
  }
}

export class LoginResponse {
  /** Send it as `Authorization: Bearer <access_token>`. */
  access_token!: string;
  /** The same, for older clients. */
  token!: string;
  /** Always `Bearer`. */
  token_type!: string;
  /** Seconds that the access token is good for. */
  expires_in!: number;
  /** For POST /auth/refresh, once. */
  refresh_token!: string;
  user!: UserSummary;

  static from({ accessToken, expiresIn, refreshToken, user }: Login): LoginResponse {
    return {
      access_token: accessToken,
      token: accessToken,
      token_type: 'Bearer',
      expires_in: expiresIn,
      refresh_token: refreshToken,
      user: UserSummary.from(user),
    };
  }
}

/** The account and, for whoever registered themselves, a login. */
export class RegisterResponse extends UserSummary {
  /** As POST /auth/login answers it. Absent when an ADMIN registers somebody else. */
  access_token?: string;
  /** The same, for older clients. */
  token?: string;
  /** Always `Bearer`. */
  token_type?: string;
  /** Seconds that the access token is good for. */
  expires_in?: number;
  /** For POST /auth/refresh, once. */
  refresh_token?: string;
  /** The account again, where a login has it. */
  @ApiProperty({ type: () => UserSummary, required: false })
  user?: UserSummary;
}

export class LogoutResponse {
  /** Always true: the login has ended, and its tokens with it. */
  logged_out!: boolean;
}

export class ForgotPasswordResponse {
  /** The same for every address, known or not. */
  message!: string;
}
