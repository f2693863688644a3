import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsObject, IsOptional, IsUUID, Matches, ValidateIf, ValidateNested } from 'class-validator';

import { brazilianState, invalid } from '#libs/kernel';
import { CepText, Code, IfGiven, postalCodeOf, TextLength, Trimmed } from '#libs/platform';

import type { ShippingWish } from '../core/model/shipping-wish.js';

/** Where the parcel goes, in Brazil. */
export class ShippingAddressRequest {
  /** Who receives there; the customer when left out. */
  @ApiProperty({ type: String, nullable: true, required: false, example: 'Ana Souza' })
  @IsOptional()
  @Trimmed()
  @TextLength(1, 120)
  recipient?: string | null;

  @ApiProperty({ example: 'Avenida Paulista' })
  @Trimmed()
  @TextLength(1, 200)
  @Matches(/\S/, { message: '$property must not be blank' })
  street!: string;

  @ApiProperty({ example: '1578' })
  @Trimmed()
  @TextLength(1, 20)
  @Matches(/\S/, { message: '$property must not be blank' })
  number!: string;

  @ApiProperty({ type: String, nullable: true, required: false })
  @IsOptional()
  @Trimmed()
  @TextLength(1, 100)
  complement?: string | null;

  @ApiProperty({ type: String, nullable: true, required: false, example: 'Bela Vista' })
  @IsOptional()
  @Trimmed()
  @TextLength(1, 100)
  district?: string | null;

  @ApiProperty({ example: 'São Paulo' })
  @Trimmed()
  @TextLength(1, 100)
  @Matches(/\S/, { message: '$property must not be blank' })
  city!: string;

  /** The two letters of one of the 27 states. */
  @ApiProperty({ example: 'SP' })
  @Code()
  @TextLength(1, 60)
  state!: string;

  /** Eight digits, however they are spelt. `cep` says the same; one of the two is needed. */
  @ApiProperty({ example: '01310-200', required: false })
  @ValidateIf(({ cep, postal_code }: ShippingAddressRequest) => cep === undefined || postal_code !== undefined)
  @CepText()
  @TextLength(1, 12)
  postal_code?: string;

  /** The same as `postal_code`. */
  @ApiProperty({ example: '01310-200', required: false })
  @IfGiven()
  @CepText()
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
  @Trimmed()
  @TextLength(1, 60)
  service!: string;

  /** As POST /shipping/calculate names it; the cheapest of that service when left out. */
  @ApiProperty({ required: false, example: 'Correios' })
  @IfGiven()
  @Trimmed()
  @TextLength(1, 80)
  carrier?: string;
}

export const toShippingWish = (body: ShippingWishRequest): ShippingWish => ({
  ...toDestination(body),
  service: body.service,
  carrier: body.carrier,
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
      recipient: address.recipient ?? null,
      street: address.street,
      number: address.number,
      complement: address.complement ?? null,
      district: address.district ?? null,
      city: address.city,
      state: brazilianState(address.state),
      cep: postalCodeOf(address, '/shipping/address'),
    },
  };
}
