import { Body, Controller, Delete, HttpCode, Param, Patch, Post, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import type { UserActor } from '#libs/kernel';
import {
  Allow,
  ApiIfMatch,
  ApiProblems,
  CurrentUser,
  Idempotent,
  IfMatch,
  TakesBody,
  UuidPipe,
  Needs,
} from '#libs/platform';

import { ProductViews } from '../core/services/product-views.js';
import { CreateProduct } from '../core/use-cases/create-product.js';
import { DeleteProduct } from '../core/use-cases/delete-product.js';
import { ReplaceProduct } from '../core/use-cases/replace-product.js';
import { SetProductAvailability } from '../core/use-cases/set-product-availability.js';
import { UpdateProduct } from '../core/use-cases/update-product.js';
import { AvailabilityRequest, toOrder } from './catalog.queries.dto.js';
import { toChanges, toDraft } from './product.mapping.js';
import { CreateProductRequest, ReplaceProductRequest, UpdateProductRequest } from './product.requests.dto.js';
import { toVariantDraft } from './variants.dto.js';
import { ProductResponse, WrittenProductResponse } from './product.responses.dto.js';

@ApiTags('Catalogue')
@ApiBearerAuth()
@Controller('products')
export class ProductsAdminController {
  constructor(
    private readonly create: CreateProduct,
    private readonly replace: ReplaceProduct,
    private readonly update: UpdateProduct,
    private readonly remove: DeleteProduct,
    private readonly setAvailability: SetProductAvailability,
    private readonly products: ProductViews,
  ) {}

  @Post()
  @TakesBody({ kilobytes: 256, keys: 10_000 })
  @Allow('ADMIN')
  @Needs('catalog.edit', 'EVERYWHERE')
  @Idempotent()
  @ApiOperation({ summary: 'Makes a product, with its first stock if you say how much there is' })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async createProduct(
    @CurrentUser() actor: UserActor,
    @Body() request: CreateProductRequest,
  ): Promise<WrittenProductResponse> {
    const id = await this.create.execute({
      actor,
      outletId: request.outlet_id ?? null,
      currency: request.currency,
      draft: toDraft(request),
      stock: request.stock,
      stockOutletId: request.stock_outlet_id,
      variants: request.variants?.map(toVariantDraft),
    });
    return WrittenProductResponse.of(await this.shown(actor, id));
  }

  @Put(':id')
  @TakesBody({ kilobytes: 256, keys: 10_000 })
  @Allow('ADMIN')
  @Needs('catalog.edit', 'EVERYWHERE')
  @ApiIfMatch()
  @ApiOperation({
    summary:
      'Sets all fields of a product; what is left out goes back to its default, but modifiers and stock keeping stay',
  })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async replaceProduct(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
    @Body() request: ReplaceProductRequest,
    @IfMatch() ifMatch?: number,
  ): Promise<WrittenProductResponse> {
    await this.replace.execute({ actor, id, draft: toDraft(request), ...besides(request, ifMatch) });
    return WrittenProductResponse.of(await this.shown(actor, id));
  }

  @Patch(':id')
  @TakesBody({ kilobytes: 256, keys: 10_000 })
  @Allow('ADMIN')
  @Needs('catalog.edit', 'EVERYWHERE')
  @ApiIfMatch()
  @ApiOperation({ summary: 'Changes some fields of a product' })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async updateProduct(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
    @Body() request: UpdateProductRequest,
    @IfMatch() ifMatch?: number,
  ): Promise<WrittenProductResponse> {
    await this.update.execute({ actor, id, changes: toChanges(request), ...besides(request, ifMatch) });
    return WrittenProductResponse.of(await this.shown(actor, id));
  }

  @Delete(':id')
  @ApiIfMatch()
  @HttpCode(204)
  @Allow('ADMIN')
  @Needs('catalog.edit', 'EVERYWHERE')
  @ApiOperation({ summary: 'Takes a product off the menu for good; old orders still show it' })
  @ApiProblems(400, 401, 403, 404, 409)
  async deleteProduct(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
    @IfMatch() version?: number,
  ): Promise<void> {
    await this.remove.execute({ actor, id, version });
  }

  @Patch(':id/availability')
  @Allow('ADMIN', 'SUPERVISOR', 'KITCHEN')
  @Needs('catalog.availability', { body: 'outlet_id' })
  @ApiIfMatch()
  @ApiOperation({
    summary: 'Takes a product off sale for now (86) or brings it back; tills, tablets and guests hear at once',
  })
  @ApiProblems(400, 401, 403, 404, 409)
  async setProductAvailability(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
    @Body() request: AvailabilityRequest,
    @IfMatch() version?: number,
  ): Promise<ProductResponse> {
    const outletId = request.outlet_id;
    await this.setAvailability.execute({ actor, id, outletId, version, ...toOrder(request) });
    return this.shown(actor, id, outletId);
  }

  private async shown(actor: UserActor, id: string, outletId?: string): Promise<ProductResponse> {
    const { value: product } = await this.products.get({ actor, outletId, id });
    return ProductResponse.from(await this.products.withStock({ actor, outletId, product }), actor);
  }
}

const besides = (request: UpdateProductRequest, ifMatch: number | undefined) => ({
  version: request.version ?? ifMatch,
  outletId: request.outlet_id,
  currency: request.currency,
  stock: request.stock,
  stockOutletId: request.stock_outlet_id,
  variants: request.variants?.map(toVariantDraft),
});
