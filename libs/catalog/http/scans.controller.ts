import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';

import type { UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentUser } from '#libs/platform';

import { ScannedProducts } from '../core/services/scanned-products.js';
import { ProductResponse } from './product.responses.dto.js';
import { ScanQuery, ScanResponse } from './scans.dto.js';

/** What scanners at tills read. */
@ApiTags('Catalogue')
@ApiBearerAuth()
@Controller('products/scan')
export class ScansController {
  constructor(private readonly scanned: ScannedProducts) {}

  @Get(':code')
  @Allow('ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER', 'KITCHEN')
  @ApiOperation({
    summary: 'Tells what a scanned code is at an outlet: the product or the variant, as it is sold there now',
    description:
      'A UPC-A of 12 digits and the same code as EAN-13 are one. What is sold out or off (86) is found, and says so in `available`; what was deleted, or is not ' +
      'offered there, is not.',
  })
  @ApiParam({ name: 'code', example: '8991002101234', schema: { type: 'string', minLength: 1, maxLength: 64 } })
  @ApiProblems(400, 401, 403, 404, 422)
  async scanProduct(
    @CurrentUser() actor: UserActor,
    @Param('code') code: string,
    @Query() { outlet_id: outletId }: ScanQuery,
  ): Promise<ScanResponse> {
    return { product: ProductResponse.from(await this.scanned.find(actor, outletId, code), actor) };
  }
}
