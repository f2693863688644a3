import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { ApiProblems, Public, UuidPipe } from '#libs/platform';

import { Shops } from '../core/services/shops.js';
import { shopResponse, ShopResponse } from './shops.dto.js';

/** For shoppers, who have no login yet. */
@ApiTags('Shops')
@Controller('shops')
export class ShopsController {
  constructor(private readonly show: Shops) {}

  @Get(':outlet_id')
  @Public()
  @Header('Cache-Control', 'public, max-age=60')
  @ApiOperation({
    summary: "Shows what a shop's page needs: currency, language, types of orders, ways to pay and their public keys",
  })
  @ApiProblems(400, 404)
  async getShop(@Param('outlet_id', UuidPipe) outletId: string): Promise<ShopResponse> {
    return shopResponse(await this.show.get(outletId));
  }
}
