import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import type { UserActor } from '#libs/kernel';
import { Allow, ApiIfMatch, ApiProblems, CurrentUser, IfMatch, Needs, TakesBody, UuidPipe } from '#libs/platform';

import { PriceLists } from '../core/services/price-lists.js';
import { ReplaceProductPrices } from '../core/use-cases/replace-product-prices.js';
import { ResetOutletProduct } from '../core/use-cases/reset-outlet-product.js';
import { SetOutletProduct } from '../core/use-cases/set-outlet-product.js';
import {
  OutletProductRequest,
  OutletProductResponse,
  ProductPricesRequest,
  ProductPricesResponse,
  toListedPrice,
  toTermFields,
} from './outlet-terms.dto.js';

/** What an outlet sells otherwise than the others, and what products cost through channels and at hours. */
@ApiTags('Catalogue')
@ApiBearerAuth()
@Controller()
export class OutletTermsController {
  constructor(
    private readonly lists: PriceLists,
    private readonly set: SetOutletProduct,
    private readonly reset: ResetOutletProduct,
    private readonly replace: ReplaceProductPrices,
  ) {}

  @Get('outlets/:id/products/:pid')
  @Allow('ADMIN', 'SUPERVISOR')
  @Needs('catalog.outlet', { outlet: 'id' })
  @ApiOperation({
    summary: 'Shows what an outlet has of its own of a product: price, name, tax, whether it is offered',
  })
  @ApiProblems(400, 401, 403, 404)
  async getOutletProduct(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) outletId: string,
    @Param('pid', UuidPipe) productId: string,
  ): Promise<OutletProductResponse> {
    return OutletProductResponse.from(await this.lists.at(actor, outletId, productId));
  }

  @Put('outlets/:id/products/:pid')
  @TakesBody({ kilobytes: 256, keys: 10_000 })
  @Allow('ADMIN', 'SUPERVISOR')
  @Needs('catalog.outlet', { outlet: 'id' })
  @ApiIfMatch()
  @ApiOperation({ summary: 'Sets all that an outlet has of its own of a product; what is left out is the product’s' })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async setOutletProduct(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) outletId: string,
    @Param('pid', UuidPipe) productId: string,
    @Body() request: OutletProductRequest,
    @IfMatch() ifMatch?: number,
  ): Promise<OutletProductResponse> {
    const version = request.version ?? ifMatch;
    const fields = toTermFields(request);
    return OutletProductResponse.from(await this.set.execute({ actor, outletId, productId, version, fields }));
  }

  @Delete('outlets/:id/products/:pid')
  @Allow('ADMIN', 'SUPERVISOR')
  @Needs('catalog.outlet', { outlet: 'id' })
  @ApiIfMatch()
  @HttpCode(204)
  @ApiOperation({ summary: 'Has an outlet sell a product as it is everywhere' })
  @ApiProblems(400, 401, 403, 404, 409)
  async resetOutletProduct(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) outletId: string,
    @Param('pid', UuidPipe) productId: string,
    @IfMatch() version?: number,
  ): Promise<void> {
    await this.reset.execute({ actor, outletId, productId, version });
  }

  @Get('products/:id/prices')
  @Allow('ADMIN')
  @Needs('catalog.edit', 'EVERYWHERE')
  @ApiOperation({ summary: 'Lists what a product costs in outlets, through channels and at hours' })
  @ApiProblems(400, 401, 403, 404)
  async getProductPrices(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) productId: string,
  ): Promise<ProductPricesResponse> {
    return ProductPricesResponse.from(await this.lists.of(actor, productId));
  }

  @Put('products/:id/prices')
  @Allow('ADMIN')
  @Needs('catalog.edit', 'EVERYWHERE')
  @ApiIfMatch()
  @ApiOperation({ summary: 'Replaces the whole price list of a product; its version counts on' })
  @ApiProblems(400, 401, 403, 404, 409)
  async replaceProductPrices(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) productId: string,
    @Body() request: ProductPricesRequest,
    @IfMatch() ifMatch?: number,
  ): Promise<ProductPricesResponse> {
    const version = request.version ?? ifMatch;
    const prices = request.prices.map(toListedPrice);
    return ProductPricesResponse.from(await this.replace.execute({ actor, productId, version, prices }));
  }
}
