import { Controller, Get, Param, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';

import type { Actor } from '#libs/kernel';
import { ApiEtag, ApiProblems, OptionalActor, preferredLanguage, Public, UuidPipe } from '#libs/platform';

import { isTranslated } from '../core/model/in-language.js';
import { type ListProductsInput, ProductViews } from '../core/services/product-views.js';
import { OutletQuery, ProductsPageQuery, ProductsQuery, SearchQuery, toFilter } from './catalog.queries.dto.js';
import { CatalogAnswers } from './catalog-answers.js';
import { KeptAnswersInterceptor } from './kept-answers.interceptor.js';
import { ProductPage, ProductResponse } from './product.responses.dto.js';

/** Public reads. The paths with words come before `:id`. */
@ApiTags('Catalogue')
@UseInterceptors(KeptAnswersInterceptor)
@Controller('products')
export class ProductsController {
  constructor(
    private readonly answers: CatalogAnswers,
    private readonly products: ProductViews,
  ) {}

  @Get()
  @Public()
  @ApiEtag()
  @ApiOperation({ summary: 'Lists products; staff and guests see what their outlets sell, everybody else sees all' })
  @ApiOkResponse({ type: ProductPage })
  @ApiProblems(400, 404)
  async listProducts(
    @OptionalActor() actor: Actor | undefined,
    @Query() query: ProductsQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.sendPage(request, response, { ...asked(actor, query), filter: toFilter(query) });
  }

  @Get('search')
  @Public()
  @ApiEtag()
  @ApiOperation({ summary: 'Searches products by words, best match first; accents and typos are forgiven' })
  @ApiOkResponse({ type: ProductPage })
  @ApiProblems(400, 404)
  async searchProducts(
    @OptionalActor() actor: Actor | undefined,
    @Query() query: SearchQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.sendPage(request, response, { ...asked(actor, query), filter: toFilter(query) });
  }

  @Get('featured')
  @Public()
  @ApiEtag()
  @ApiOperation({ summary: 'Lists featured products' })
  @ApiOkResponse({ type: ProductPage })
  @ApiProblems(400, 404)
  async listFeaturedProducts(
    @OptionalActor() actor: Actor | undefined,
    @Query() query: ProductsPageQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.sendPage(request, response, { ...asked(actor, query), filter: { ...toFilter(query), featured: true } });
  }

  @Get('category/:id')
  @Public()
  @ApiEtag()
  @ApiOperation({ summary: 'Lists the products of a category' })
  @ApiOkResponse({ type: ProductPage })
  @ApiProblems(400, 404)
  async listProductsOfCategory(
    @OptionalActor() actor: Actor | undefined,
    @Param('id', UuidPipe) categoryId: string,
    @Query() query: ProductsPageQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const filter = { ...toFilter(query), categoryId };
    await this.sendPage(request, response, { ...asked(actor, query), filter, categoryMustExist: true });
  }

  @Get(':id')
  @Public()
  @ApiEtag()
  @ApiOperation({ summary: 'Shows a product with its stock of this moment' })
  @ApiOkResponse({ type: ProductResponse })
  @ApiProblems(400, 404)
  async getProduct(
    @OptionalActor() actor: Actor | undefined,
    @Param('id', UuidPipe) id: string,
    @Query() { outlet_id: outletId }: OutletQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const question = { actor, outletId, about: ['product', id], kind: 'products' } as const;
    const read = () => this.products.get({ actor, outletId, id });
    const { value: product, isHit } = await this.answers.remember(question, read, { stock: false });
    const shown = await this.products.withStock({ actor, outletId, product });
    const body = ProductResponse.from(shown, actor, await this.languageOf(request, actor, outletId));
    await this.answers.sendFresh(request, response, question, { body, isTranslated: isTranslated(shown) }, isHit);
  }

  private async sendPage(request: Request, response: Response, input: ListProductsInput): Promise<void> {
    const { actor, outletId, filter, page, categoryMustExist } = input;
    const about = ['products', filter, page, categoryMustExist];
    const language = await this.languageOf(request, actor, outletId);
    await this.answers.send(request, response, { actor, outletId, about, kind: 'products', language }, async () => {
      const { value, changesAt } = await this.products.page(input);
      const data = value.data.map((one) => ProductResponse.from(one, actor, language));
      return { value: { ...value, data }, changesAt, isTranslated: value.data.some(isTranslated) };
    });
  }

  /** What the reader asks for, else the outlet's. */
  private async languageOf(
    request: Request,
    actor: Actor | undefined,
    outletId: string | undefined,
  ): Promise<string | undefined> {
    return preferredLanguage(request.headers['accept-language']) ?? (await this.products.localeFor(actor, outletId));
  }
}

const asked = (actor: Actor | undefined, { outlet_id: outletId, limit, offset }: ProductsPageQuery) => ({
  actor,
  outletId,
  page: { limit, offset },
});
