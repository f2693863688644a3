import { Body, Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import type { UserActor } from '#libs/kernel';
import { Allow, ApiIfMatch, ApiProblems, CurrentUser, Idempotent, IfMatch, UuidPipe } from '#libs/platform';

import { ProductViews } from '../core/services/product-views.js';
import { AddProductVariant } from '../core/use-cases/add-product-variant.js';
import { DeleteProductVariant } from '../core/use-cases/delete-product-variant.js';
import { ProductResponse, WrittenProductResponse } from './product.responses.dto.js';
import { toVariantDraft, VariantRequest } from './variants.dto.js';

@ApiTags('Catalogue')
@ApiBearerAuth()
@Controller('products/:id/variants')
export class VariantsController {
  constructor(
    private readonly add: AddProductVariant,
    private readonly remove: DeleteProductVariant,
    private readonly products: ProductViews,
  ) {}

  @Post()
  @Allow('ADMIN')
  @ApiIfMatch()
  @Idempotent()
  @ApiOperation({ summary: 'Adds a variant to a product, which from the first one on is sold as its variants alone' })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async addProductVariant(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
    @Body() request: VariantRequest,
    @IfMatch() version?: number,
  ): Promise<WrittenProductResponse> {
    await this.add.execute({ actor, id, version, draft: toVariantDraft(request) });
    const { value: product } = await this.products.get({ actor, id });
    const shown = await this.products.withStock({ actor, product });
    return WrittenProductResponse.of(ProductResponse.from(shown, actor));
  }

  @Delete(':vid')
  @Allow('ADMIN')
  @ApiIfMatch()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Takes a variant off the menu for good; without its last one the product is sold as itself',
  })
  @ApiProblems(400, 401, 403, 404, 409)
  async deleteProductVariant(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
    @Param('vid', UuidPipe) variantId: string,
    @IfMatch() version?: number,
  ): Promise<void> {
    await this.remove.execute({ actor, id, variantId, version });
  }
}
