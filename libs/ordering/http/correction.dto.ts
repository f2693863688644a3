import { ApiProperty, PickType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsObject, Max, Min, ValidateNested } from 'class-validator';

import { IfGiven } from '#libs/platform';

import { ShippingWishRequest } from './shipping-wish.dto.js';

/** One of the customer's addresses, or the address itself. */
export class DestinationRequest extends PickType(ShippingWishRequest, ['address_id', 'address'] as const) {}

export class CorrectOrderRequest {
  /** Where the parcel goes now. A customer stays within the first five digits of the CEP: the freight was priced for them. */
  @ApiProperty({
    type: () => DestinationRequest,
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
  @IsObject()
  @ValidateNested()
  @Type(() => DestinationRequest)
  shipping!: DestinationRequest;

  /** The version that you have read; a stale one is refused. If-Match says the same. */
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(2_147_483_646)
  version?: number;
}
