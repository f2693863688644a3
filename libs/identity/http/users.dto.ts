import { ApiProperty, OmitType } from '@nestjs/swagger';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

import type { UserRole } from '#libs/kernel';
import {
  IfGiven,
  IsCnpjText,
  IsCpfText,
  IsStateRegistration,
  IsEmailAddress,
  IsId,
  IsPersonName,
  IsPhone,
  PageQuery,
  PageResponse,
  TextLength,
  Trimmed,
} from '#libs/platform';

import type { Locale, User } from '../core/model/user.js';
import { IsLocale, IsOutletIds, IsPassword, IsPin, IsRole, IsUsername } from './account-fields.js';
import { RegisterRequest, UserSummary } from './auth.dto.js';

const LARGEST_VERSION = 2_147_483_646;

export class UsersQuery extends PageQuery {
  @IfGiven()
  @IsRole()
  role?: UserRole;

  /** Staff of this outlet. */
  @IfGiven()
  @IsId()
  outlet_id?: string;

  /** A part of the name, username or e-mail address. */
  @IfGiven()
  @Trimmed()
  @TextLength(1, 100)
  q?: string;
}

export class CreateUserRequest extends OmitType(RegisterRequest, ['role'] as const) {
  /** CUSTOMER when absent. */
  @ApiProperty({ example: 'KASIR' })
  @IfGiven()
  @IsRole()
  role?: UserRole;

  /** The outlets that staff belong to; every outlet there is when absent. */
  @ApiProperty({ example: ['0192f3c4-5d6e-7f80-8a9b-0c1d2e3f4a5b'] })
  @IfGiven()
  @IsOutletIds()
  declare outlet_ids?: string[];

  /** 4 to 8 digits to switch to this colleague on a till. */
  @ApiProperty({ example: '4826' })
  @IsOptional()
  @IsPin()
  pin?: string | null;

  /** The language of the mails to them. */
  @IfGiven()
  @IsLocale()
  locale?: Locale;
}

/** What may be changed; what is absent stays as it is, and null removes. */
export class ChangeUserRequest {
  @IsOptional()
  @IsUsername()
  username?: string | null;

  @IsOptional()
  @IsEmailAddress()
  email?: string | null;

  @IsOptional()
  @IsPersonName()
  name?: string | null;

  @IfGiven()
  @IsRole()
  role?: UserRole;

  @IfGiven()
  @IsOutletIds()
  outlet_ids?: string[];

  /** A new password ends all logins of the user. */
  @IfGiven()
  @IsPassword()
  password?: string;

  @IsOptional()
  @IsPin()
  pin?: string | null;

  @IfGiven()
  @IsLocale()
  locale?: Locale;

  /**
   * Yours, for your own account alone: needed for a new password; for a new username, e-mail address or PIN unless you have logged in
   * within five minutes.
   */
  @IfGiven()
  @TextLength(1, 256)
  current_password?: string;

  /** The version that you have read; a stale one is refused. If-Match says the same. */
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(LARGEST_VERSION)
  version?: number;
}

/** What may be changed of oneself. Null removes; what is absent stays with PATCH, and with PUT is removed as far as PUT says so. */
export class ChangeProfileRequest {
  @IsOptional()
  @IsPersonName()
  name?: string | null;

  @IsOptional()
  @IsEmailAddress()
  email?: string | null;

  @IsOptional()
  @IsPhone()
  phone?: string | null;

  /** Brazilian tax number, with or without punctuation; its check digits must be right. */
  @IsOptional()
  @IsCpfText()
  cpf?: string | null;

  /** Of the company that you buy for; invoices name it instead of the CPF. */
  @IsOptional()
  @IsCnpjText()
  cnpj?: string | null;

  /** The company's inscrição estadual, or ISENTO. */
  @IsOptional()
  @IsStateRegistration()
  state_registration?: string | null;

  @IfGiven()
  @IsLocale()
  locale?: Locale;

  /** Staff only: 4 to 8 digits to take over a till. */
  @IsOptional()
  @IsPin()
  pin?: string | null;

  /** A new password ends all other logins. */
  @IfGiven()
  @IsPassword()
  password?: string;

  /** Needed for a new password; for a new PIN or e-mail address unless you have logged in within five minutes. */
  @IfGiven()
  @TextLength(1, 256)
  current_password?: string;

  /** The version that you have read; a stale one is refused. If-Match says the same. */
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(LARGEST_VERSION)
  version?: number;
}

export class EraseOwnAccountRequest {
  /** Yours, for your own account alone: needed unless you have logged in with it within five minutes. */
  @IfGiven()
  @TextLength(1, 256)
  current_password?: string;
}

export class UserResponse extends UserSummary {
  phone!: string | null;
  /** The language of the mails to them: en, id or pt-BR. */
  locale!: string;
  /** Whether they have given a CPF; the number is for its owner alone. */
  has_cpf!: boolean;
  version!: number;
  created_at!: Date;
  updated_at!: Date;

  static override from(user: User): UserResponse {
    return {
      ...UserSummary.from(user),
      phone: user.phone,
      locale: user.locale,
      has_cpf: user.cpf !== null,
      version: user.version,
      created_at: user.createdAt,
      updated_at: user.updatedAt,
    };
  }
}

export class ProfileResponse extends UserResponse {
  /** Eleven digits. */
  cpf!: string | null;
  /** Fourteen characters. */
  cnpj!: string | null;
  state_registration!: string | null;

  static override from(user: User): ProfileResponse {
    const { cpf, cnpj, stateRegistration } = user;
    return { ...UserResponse.from(user), cpf, cnpj, state_registration: stateRegistration };
  }
}

export class UsersPage extends PageResponse {
  data!: UserResponse[];
}
