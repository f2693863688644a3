import { Controller, Get, Param, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';

import { type Actor, isStaff } from '#libs/kernel';
import { ApiEtag, ApiProblems, OptionalActor, preferredLanguage, Public, UuidPipe } from '#libs/platform';

import { isTranslated } from '../core/model/in-language.js';
import { CategoryViews } from '../core/services/category-views.js';
import { MenuViews } from '../core/services/menu-views.js';
import { CategoriesQuery, MenuQuery, OutletQuery } from './catalog.queries.dto.js';
import { CatalogAnswers } from './catalog-answers.js';
import { CategoryPage, type CategoryReader, CategoryResponse } from './categories.dto.js';
import { KeptAnswersInterceptor } from './kept-answers.interceptor.js';
import { MenuResponse } from './menu.dto.js';

@ApiTags('Catalogue')
@UseInterceptors(KeptAnswersInterceptor)
@Controller()
export class CategoriesController {
  constructor(
    private readonly answers: CatalogAnswers,
    private readonly categories: CategoryViews,
    private readonly menus: MenuViews,
  ) {}

  @Get('categories')
  @Public()
  @ApiEtag()
  @ApiOperation({ summary: 'Lists categories in the order of the menu' })
  @ApiOkResponse({ type: CategoryPage })
  @ApiProblems(400, 404)
  async listCategories(
    @OptionalActor() actor: Actor | undefined,
    @Query() { outlet_id: outletId, limit, offset, tree }: CategoriesQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const page = { limit, offset };
    const reader = await this.readerOf(request, actor, outletId);
    const about = ['categories', page, tree === true];
    const question = { actor, outletId, about, kind: 'categories', language: reader.language } as const;
    await this.answers.send(request, response, question, async () => {
      if (tree) {
        const found = await this.categories.tree({ actor, outletId, page });
        const data = CategoryResponse.tree(found.value.data, reader);
        return { value: { ...found.value, data }, changesAt: found.changesAt, isTranslated: true };
      }
      const { value, changesAt } = await this.categories.page({ actor, outletId, page });
      const data = value.data.map((one) => CategoryResponse.from(one, reader));
      return { value: { ...value, data }, changesAt, isTranslated: value.data.some((one) => one.translations) };
    });
  }

  @Get('categories/:id')
  @Public()
  @ApiEtag()
  @ApiOperation({ summary: 'Shows a category' })
  @ApiOkResponse({ type: CategoryResponse })
  @ApiProblems(400, 404)
  async getCategory(
    @OptionalActor() actor: Actor | undefined,
    @Param('id', UuidPipe) id: string,
    @Query() { outlet_id: outletId }: OutletQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const reader = await this.readerOf(request, actor, outletId);
    const question = {
      ...{ actor, outletId, about: ['category', id], kind: 'categories' as const },
      language: reader.language,
    };
    await this.answers.send(request, response, question, async () => {
      const { value, changesAt } = await this.categories.get({ actor, outletId, id });
      const isTranslated = value.translations !== undefined;
      return { value: CategoryResponse.from(value, reader), changesAt, isTranslated };
    });
  }

  @Get('menu')
  @Public()
  @ApiEtag()
  @ApiOperation({
    summary: 'Shows what an outlet sells now: categories, products, choices; a guest sees their table’s outlet',
  })
  @ApiOkResponse({ type: MenuResponse })
  @ApiProblems(400, 404)
  async getMenu(
    @OptionalActor() actor: Actor | undefined,
    @Query() { outlet_id: outletId, without, dietary, channel: app }: MenuQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const wish = { without, dietary };
    const language = preferredLanguage(request.headers['accept-language']);
    const channel = actor && isStaff(actor) ? app : undefined;
    const about = ['menu', ...(without || dietary ? [wish] : []), ...(channel ? [channel] : [])];
    const question = { actor, outletId, about, kind: 'products', language } as const;
    await this.answers.send(request, response, question, async () => {
      const { value, changesAt } = await this.menus.get({ actor, outletId, wish, channel });
      const isInLanguages = value.sections.some(
        ({ category, products }) => category?.translations !== undefined || products.some(isTranslated),
      );
      const menu = MenuResponse.from(value, actor, language ?? value.outlet.locale);
      return {
        value: { ...menu, ...(changesAt && { changes_at: changesAt }) },
        changesAt,
        isTranslated: isInLanguages,
      };
    });
  }

  /** What the reader asks for, else the outlet's. */
  private async readerOf(
    request: Request,
    actor: Actor | undefined,
    outletId: string | undefined,
  ): Promise<CategoryReader> {
    const isInside = actor !== undefined && isStaff(actor);
    const asked = preferredLanguage(request.headers['accept-language']);
    const language = asked ?? (await this.categories.localeFor(actor, outletId));
    return { isInside, ...(language !== undefined && { language }) };
  }
}
