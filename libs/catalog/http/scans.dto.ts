import { ApiProperty } from '@nestjs/swagger';

import { IsId } from '#libs/platform';

import { ProductResponse } from './product.responses.dto.js';

export class ScanQuery {
  /** Whose till it is. */
  @ApiProperty({ format: 'uuid' })
  @IsId()
  outlet_id!: string;
}

export class ScanResponse {
  /** With the outlet's price, its stock and whether it is available there. */
  product!: ProductResponse;
}
