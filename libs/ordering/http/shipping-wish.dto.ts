import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsObject, IsOptional, IsUUID, Matches, ValidateIf, ValidateNested } from 'class-validator';

import { brazilianState, invalid } from '#libs/kernel';
import { IfGiven, TextLength } from '#libs/platform';

import type { ShippingWish } from '../core/shipping-wish.js';

/** Where the parcel goes, in Brazil. */
export class ShippingAddressRequest {
  /** Who receives there; the customer when left out. */
  @ApiProperty({ type: String, nullable: true, required: false, example: 'Ana Souza' })
  @IsOptional()
  @TextLength(1, 120)
  recipient?: string | null;

  @ApiProperty({ example: 'Avenida Paulista' })
  @TextLength(1, 200)
  @Matches(/\S/, { message: '$property must not be blank' })
  street!: string;

  @ApiProperty({ example: '1578' })
  @TextLength(1, 20)
  @Matches(/\S/, { message: '$property must not be blank' })
  number!: string;

  @ApiProperty({ type: String, nullable: true, required: false })
  @IsOptional()
  @TextLength(1, 100)
  complement?: string | null;

  @ApiProperty({ type: String, nullable: true, required: false, example: 'Bela Vista' })
  @IsOptional()
  @TextLength(1, 100)
  district?: string | null;

  @ApiProperty({ example: 'São Paulo' })
  @TextLength(1, 100)
  @Matches(/\S/, { message: '$property must not be blank' })
  city!: string;

  /** The two letters of one of the 27 states. */
  @ApiProperty({ example: 'SP' })
  @TextLength(1, 60)
  state!: string;

  /** Eight digits, with or without the hyphen. `cep` says the same; one of the two is needed. */
  @ApiProperty({ example: '01310-200', required: false })
  @ValidateIf(({ cep, postal_code }: ShippingAddressRequest) => cep === undefined || postal_code !== undefined)
  @TextLength(1, 12)
  postal_code?: string;

  /** The same as `postal_code`. */
  @ApiProperty({ example: '01310-200', required: false })
  @IfGiven()
  @TextLength(1, 12)
  cep?: string;
}

/** How a DELIVERY or ONLINE order is sent: to one of the customer's addresses, or to this one. The server prices it. */
export class ShippingWishRequest {
  /** One of the customer's addresses. Send this or `address`. */
  @ApiProperty({ required: false, format: 'uuid' })
  @IfGiven()
  @IsUUID()
  address_id?: string;

  @ApiProperty({ type: () => ShippingAddressRequest, required: false })
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => ShippingAddressRequest)
  address?: ShippingAddressRequest;

  /** As POST /shipping/calculate names it. */
  @ApiProperty({ example: 'PAC' })
  @TextLength(1, 60)
  service!: string;

  /** As POST /shipping/calculate names it; the cheapest of that service when left out. */
  @ApiProperty({ required: false, example: 'Correios' })
  @IfGiven()
  @TextLength(1, 80)
  carrier?: string;
}

export const toShippingWish = (body: ShippingWishRequest): ShippingWish => ({
  ...toDestination(body),
  service: body.service.trim(),
  carrier: body.carrier?.trim(),
});

/** Throws `VALIDATION_FAILED` (400) unless there is exactly one address, and `STATE_INVALID` (422). */
export function toDestination(
  body: Pick<ShippingWishRequest, 'address_id' | 'address'>,
): Pick<ShippingWish, 'addressId' | 'address'> {
  const { address_id, address } = body;
  const addressId = address_id?.toLowerCase();
  if ((addressId === undefined) === (address === undefined)) {
    throw invalid('VALIDATION_FAILED', 'Some fields are not as they should be.', [
      { pointer: '/shipping/address_id', code: 'ONE_ADDRESS', message: 'send address_id or address, one of the two' },
    ]);
  }
  if (!address) return { addressId };
  return {
    address: {
      recipient: textOrNull(address.recipient),
      street: address.street.trim(),
      number: address.number.trim(),
      complement: textOrNull(address.complement),
      district: textOrNull(address.district),
      city: address.city.trim(),
      state: brazilianState(address.state),
      cep: (address.postal_code ?? address.cep ?? '').trim().replace('-', ''),
    },
  };
}

const textOrNull = (text: string | null | undefined): string | null => text?.trim() || null;
