import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsOptional, Matches } from 'class-validator';

import { CepText, IfGiven, PageResponse, PhoneText, TextLength, Trimmed } from '#libs/platform';

import type { Address, AddressDetails } from '../core/address.js';

export class AddressRequest {
  /** What its owner calls it. */
  @IsOptional()
  @Trimmed()
  @TextLength(1, 60)
  @ApiProperty({ example: 'Casa' })
  label?: string | null;

  /** Who receives there, when it is not the owner. */
  @IsOptional()
  @Trimmed()
  @TextLength(1, 120)
  recipient?: string | null;

  @IsOptional()
  @PhoneText()
  @Matches(/^[+\d][\d ().-]{4,29}$/, { message: '$property must be a telephone number' })
  @ApiProperty({ example: '+55 11 91234-5678' })
  phone?: string | null;

  @Trimmed()
  @TextLength(1, 200)
  @ApiProperty({ example: 'Avenida Paulista' })
  street!: string;

  @IsOptional()
  @Trimmed()
  @TextLength(1, 20)
  @ApiProperty({ example: '1578' })
  number?: string | null;

  @IsOptional()
  @Trimmed()
  @TextLength(1, 100)
  complement?: string | null;

  /** The part of the town: bairro, kelurahan. */
  @IsOptional()
  @Trimmed()
  @TextLength(1, 100)
  district?: string | null;

  @Trimmed()
  @TextLength(1, 100)
  @ApiProperty({ example: 'São Paulo' })
  city!: string;

  @IsOptional()
  @Trimmed()
  @TextLength(1, 60)
  @ApiProperty({ example: 'SP' })
  state?: string | null;

  /** In Brazil a CEP of eight digits, with or without the hyphen. */
  @CepText()
  @TextLength(1, 12)
  @ApiProperty({ example: '01310-200' })
  postal_code!: string;

  /** ISO 3166-1 alpha-2; BR when absent. */
  @IfGiven()
  @Matches(/^[A-Z]{2}$/, { message: '$property must be a country code of two capital letters, such as BR' })
  country?: string;

  /** Makes it the default. The first address is the default in any case. */
  @IfGiven()
  @IsBoolean()
  is_default?: boolean;
}

export class AddressResponse {
  id!: string;
  label!: string | null;
  recipient!: string | null;
  phone!: string | null;
  street!: string;
  number!: string | null;
  complement!: string | null;
  district!: string | null;
  city!: string;
  state!: string | null;
  /** Without hyphen in Brazil. */
  postal_code!: string;
  country!: string;
  is_default!: boolean;
  created_at!: Date;
  updated_at!: Date;

  static from(address: Address): AddressResponse {
    const { id, label, recipient, phone, street, number, complement, district, city, state, country } = address;
    return {
      ...{ id, label, recipient, phone, street, number, complement, district, city, state, country },
      postal_code: address.postalCode,
      is_default: address.isDefault,
      created_at: address.createdAt,
      updated_at: address.updatedAt,
    };
  }
}

export class AddressesPage extends PageResponse {
  data!: AddressResponse[];
}

export const detailsOf = (body: AddressRequest): AddressDetails => ({
  label: body.label ?? null,
  recipient: body.recipient ?? null,
  phone: body.phone ?? null,
  street: body.street,
  number: body.number ?? null,
  complement: body.complement ?? null,
  district: body.district ?? null,
  city: body.city,
  state: body.state ?? null,
  postalCode: body.postal_code,
  country: body.country ?? 'BR',
});
