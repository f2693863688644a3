import { ApiProperty, PickType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

import { invalid } from '#libs/kernel';
import { FreeText, IfGiven, Optional } from '#libs/platform';

import { MOST_GUESTS } from './place-order.dto.js';
import { ShippingWishRequest } from './shipping-wish.dto.js';

const SERVED = ['DINE_IN', 'TAKEAWAY', 'DELIVERY'] as const;

/** One of the customer's addresses, or the address itself. */
export class DestinationRequest extends PickType(ShippingWishRequest, ['address_id', 'address'] as const) {}

/** Where its parcel goes, by itself; or what staff say of the bill. */
export class CorrectOrderRequest {
  /** How it is served. Another one prices the bill anew. */
  @Optional()
  @ApiProperty({ enum: SERVED, required: false })
  @IsIn(SERVED)
  type?: (typeof SERVED)[number];

  /** How many it is for; null for nobody knows. */
  @ApiProperty({ type: Number, nullable: true, required: false })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_GUESTS)
  guest_count?: number | null;

  /** Who of the staff serves it; null for whoever opened it. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true, required: false })
  @IsOptional()
  @IsUUID()
  server_id?: string | null;

  /** Whose it is; null for nobody's. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true, required: false })
  @IsOptional()
  @IsUUID()
  customer_id?: string | null;

  /** Instead of the note that is there; null or empty for none. */
  @ApiProperty({ type: String, nullable: true, required: false })
  @IsOptional()
  @FreeText()
  @IsString()
  @MaxLength(500)
  note?: string | null;

  /** Where the parcel goes now. A customer stays within the first five digits of the CEP: the freight was priced for them. */
  @ApiProperty({
    type: () => DestinationRequest,
    required: false,
    example: {
      address: {
        street: 'Avenida Paulista',
        number: '1578',
        district: 'Bela Vista',
        city: 'São Paulo',
        state: 'SP',
        postal_code: '01310-200',
      },
    },
  })
  @Optional()
  @IsObject()
  @ValidateNested()
  @Type(() => DestinationRequest)
  shipping?: DestinationRequest;

  /** The version that you have read; a stale one is refused. If-Match says the same. */
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(2_147_483_646)
  version?: number;
}

type Details = Omit<CorrectOrderRequest, 'shipping' | 'version'>;

/** Whether anything of the bill itself is to change. */
export const saysDetails = (details: Details): boolean => Object.values(details).some((one) => one !== undefined);

/** Throws `VALIDATION_FAILED` (400) where nothing at all is to change. */
export function shippingOf(shipping: DestinationRequest | undefined): DestinationRequest {
  if (shipping) return shipping;
  throw invalid('VALIDATION_FAILED', 'Some fields are not as they should be.', [
    { pointer: '/shipping', code: 'REQUIRED', message: 'say what changes: shipping, or a member of the bill' },
  ]);
}

export const toDetails = ({ type, guest_count, server_id, customer_id, note }: Details) => ({
  ...(type !== undefined && { type }),
  ...(guest_count !== undefined && { guestCount: guest_count }),
  ...(server_id !== undefined && { serverId: server_id?.toLowerCase() ?? null }),
  ...(customer_id !== undefined && { customerId: customer_id?.toLowerCase() ?? null }),
  ...(note !== undefined && { note: note || null }),
});
