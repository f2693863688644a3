import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';

import {
  FlagOfQuery,
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

import { type Customer, type Locale, LOCALES } from '../core/model/customer.js';

const LARGEST_VERSION = 2_147_483_646;

export class CustomersQuery extends PageQuery {
  /** Customers of this outlet. */
  @IfGiven()
  @IsId()
  outlet_id?: string;

  /** A part of the name, the e-mail address or the telephone number. */
  @IfGiven()
  @Trimmed()
  @TextLength(1, 100)
  q?: string;
}

/** A name, an e-mail address or a telephone number is needed. */
export class CustomerFields {
  @IsOptional()
  @IsPersonName()
  name?: string | null;

  /** With it they may ask for a password later, and see their orders. */
  @IsOptional()
  @IsEmailAddress()
  email?: string | null;

  @IsOptional()
  @IsPhone()
  phone?: string | null;

  /** Brazilian tax number for the invoice, with or without punctuation; its check digits must be right. */
  @IsOptional()
  @IsCpfText()
  cpf?: string | null;

  /** Of a company that buys, with or without punctuation; invoices name it instead of a CPF. Its check digits must be right. */
  @IsOptional()
  @IsCnpjText()
  cnpj?: string | null;

  /** The company's inscrição estadual, or ISENTO. */
  @IsOptional()
  @IsStateRegistration()
  state_registration?: string | null;

  /** The language of the mails to them. */
  @IfGiven()
  @IsIn(LOCALES)
  @ApiProperty({ enum: LOCALES, example: 'id' })
  locale?: Locale;
}

export class CreateCustomerRequest extends CustomerFields {
  /** The outlet whose customer it is; all of yours when absent. */
  @IfGiven()
  @IsId()
  outlet_id?: string;
}

/** What is absent stays as it is, and null removes. */
export class UpdateCustomerRequest extends CustomerFields {
  /** The version that you have read; a stale one is refused. If-Match says the same. */
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(LARGEST_VERSION)
  version?: number;
}

/** All that is known: what is absent is removed, but for the tax numbers and the language, which stay. */
export class ReplaceCustomerRequest extends UpdateCustomerRequest {}

export class DeleteCustomerQuery {
  /** Remove all that names the person, everywhere (ADMIN): for somebody who asks for it and has no login to do it with. */
  @IfGiven()
  @FlagOfQuery()
  @IsBoolean()
  erase?: boolean;
}

export class CustomerResponse {
  id!: string;
  name!: string | null;
  email!: string | null;
  phone!: string | null;
  /** Whether they have given a CPF; the number is for its owner and the invoice alone. */
  has_cpf!: boolean;
  /** A company's, in public registers; null for a person. */
  cnpj!: string | null;
  state_registration!: string | null;
  /** Whether they have a password, and so keep their own profile. */
  has_login!: boolean;
  /** The language of the mails to them: en, id or pt-BR. */
  locale!: string;
  /** Those of your outlets whose customer it is. */
  outlet_ids!: string[];
  version!: number;
  created_at!: Date;
  updated_at!: Date;

  static from(customer: Customer): CustomerResponse {
    return {
      id: customer.id,
      name: customer.name,
      email: customer.email,
      phone: customer.phone,
      has_cpf: customer.hasCpf,
      cnpj: customer.cnpj,
      state_registration: customer.stateRegistration,
      has_login: customer.hasLogin,
      locale: customer.locale,
      outlet_ids: [...customer.outletIds],
      version: customer.version,
      created_at: customer.createdAt,
      updated_at: customer.updatedAt,
    };
  }
}

export class CustomersPage extends PageResponse {
  data!: CustomerResponse[];
}
