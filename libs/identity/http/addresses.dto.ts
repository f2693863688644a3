import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsOptional, Matches, Min, ValidateIf } from 'class-validator';

import { CepText, Code, IfGiven, PageResponse, PhoneText, postalCodeOf, TextLength, Trimmed } from '#libs/platform';

import type { Address, AddressDetails } from '../core/model/address.js';

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

  /** In Brazil the two letters of one of its 27 states. */
  @IsOptional()
  @Trimmed()
  @TextLength(1, 60)
  @ApiProperty({ example: 'SP' })
  state?: string | null;

  /** In Brazil a CEP of eight digits, however it is spelt. `cep` says the same; one of the two is needed. */
  @ValidateIf(({ cep, postal_code }: AddressRequest) => cep === undefined || cep === null || postal_code !== undefined)
  @CepText()
  @TextLength(1, 12)
  @ApiProperty({ example: '01310-200', required: false })
  postal_code?: string;

  /** The same as `postal_code`, as orders name it. */
  @IfGiven()
  @CepText()
  @TextLength(1, 12)
  @ApiProperty({ example: '01310-200', required: false })
  cep?: string;

  /** ISO 3166-1 alpha-2; BR when absent. */
  @IfGiven()
  @Code()
  @Matches(/^[A-Z]{2}$/, { message: '$property must be a country code of two capital letters, such as BR' })
  country?: string;

  /** Makes it the default. The first address is the default in any case. */
  @IfGiven()
  @IsBoolean()
  is_default?: boolean;
}

export class ReplaceAddressRequest extends AddressRequest {
  /** The version that you have read; a stale one is refused. If-Match says the same. */
  @IfGiven()
  @IsInt()
  @Min(1)
  version?: number;
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
  /** The same as `postal_code`. */
  cep!: string;
  country!: string;
  is_default!: boolean;
  version!: number;
  created_at!: Date;
  updated_at!: Date;

  static from(address: Address): AddressResponse {
    const { id, label, recipient, phone, street, number, complement, district, city, state, country } = address;
    return {
      ...{ id, label, recipient, phone, street, number, complement, district, city, state, country },
      postal_code: address.postalCode,
      cep: address.postalCode,
      is_default: address.isDefault,
      version: address.version,
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
  postalCode: postalCodeOf(body),
  country: body.country ?? 'BR',
});
