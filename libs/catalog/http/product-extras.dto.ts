import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, ValidateNested } from 'class-validator';

import { IfGiven } from '#libs/platform';

import { MOST_VARIANTS } from '../core/model/variant.js';
import { ProductFactsRequest } from './product-facts.dto.js';
import { VariantRequest } from './variants.dto.js';

/** What few products have. */
export class ProductExtrasRequest extends ProductFactsRequest {
  /** The ways in which it is sold, when it is sold in several: then each has its price, and the product itself is not sold. */
  @ApiProperty({
    type: () => [VariantRequest],
    required: false,
  })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(MOST_VARIANTS)
  @ValidateNested({ each: true })
  @Type(() => VariantRequest)
  variants?: VariantRequest[];
}
