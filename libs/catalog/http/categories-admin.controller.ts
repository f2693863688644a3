import { Body, Controller, Delete, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import type { UserActor } from '#libs/kernel';
import { Allow, ApiIfMatch, ApiProblems, CurrentUser, Idempotent, IfMatch, UuidPipe, Needs } from '#libs/platform';

import { CategoryViews } from '../core/services/category-views.js';
import { CreateCategory } from '../core/use-cases/create-category.js';
import { DeleteCategory } from '../core/use-cases/delete-category.js';
import { ReplaceCategory } from '../core/use-cases/replace-category.js';
import { SetCategoryAvailability } from '../core/use-cases/set-category-availability.js';
import { UpdateCategory } from '../core/use-cases/update-category.js';
import { AvailabilityRequest, ReassignQuery, toOrder } from './catalog.queries.dto.js';
import {
  CategoryResponse,
  CreateCategoryRequest,
  ReplaceCategoryRequest,
  toChanges,
  toDraft,
  UpdateCategoryRequest,
} from './categories.dto.js';

@ApiTags('Catalogue')
@ApiBearerAuth()
@Controller('categories')
export class CategoriesAdminController {
  constructor(
    private readonly create: CreateCategory,
    private readonly replace: ReplaceCategory,
    private readonly update: UpdateCategory,
    private readonly remove: DeleteCategory,
    private readonly setAvailability: SetCategoryAvailability,
    private readonly categories: CategoryViews,
  ) {}

  @Post()
  @Allow('ADMIN')
  @Needs('catalog.edit', 'EVERYWHERE')
  @Idempotent()
  @ApiOperation({ summary: 'Makes a category' })
  @ApiProblems(400, 401, 403, 404)
  async createCategory(
    @CurrentUser() actor: UserActor,
    @Body() request: CreateCategoryRequest,
  ): Promise<CategoryResponse> {
    const id = await this.create.execute({ actor, outletId: request.outlet_id ?? null, draft: toDraft(request) });
    return this.shown(actor, id);
  }

  @Put(':id')
  @Allow('ADMIN')
  @Needs('catalog.edit', 'EVERYWHERE')
  @ApiIfMatch()
  @ApiOperation({ summary: 'Sets all fields of a category; what is left out goes back to its default' })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async replaceCategory(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
    @Body() request: ReplaceCategoryRequest,
    @IfMatch() ifMatch?: number,
  ): Promise<CategoryResponse> {
    const version = request.version ?? ifMatch;
    await this.replace.execute({ actor, id, version, draft: toDraft(request), outletId: request.outlet_id });
    return this.shown(actor, id);
  }

  @Patch(':id')
  @Allow('ADMIN')
  @Needs('catalog.edit', 'EVERYWHERE')
  @ApiIfMatch()
  @ApiOperation({ summary: 'Changes some fields of a category' })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async updateCategory(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
    @Body() request: UpdateCategoryRequest,
    @IfMatch() ifMatch?: number,
  ): Promise<CategoryResponse> {
    const version = request.version ?? ifMatch;
    await this.update.execute({ actor, id, version, changes: toChanges(request), outletId: request.outlet_id });
    return this.shown(actor, id);
  }

  @Delete(':id')
  @ApiIfMatch()
  @HttpCode(204)
  @Allow('ADMIN')
  @Needs('catalog.edit', 'EVERYWHERE')
  @ApiOperation({ summary: 'Deletes a category; one with products needs another that takes them' })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async deleteCategory(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
    @Query() { reassign_to: reassignTo }: ReassignQuery,
    @IfMatch() version?: number,
  ): Promise<void> {
    await this.remove.execute({ actor, id, reassignTo, version });
  }

  @Patch(':id/availability')
  @Allow('ADMIN', 'SUPERVISOR', 'KITCHEN')
  @Needs('catalog.availability', { body: 'outlet_id' })
  @ApiIfMatch()
  @ApiOperation({ summary: 'Hides a category with all its products for now, or brings it back' })
  @ApiProblems(400, 401, 403, 404, 409)
  async setCategoryAvailability(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
    @Body() request: AvailabilityRequest,
    @IfMatch() version?: number,
  ): Promise<CategoryResponse> {
    const outletId = request.outlet_id;
    await this.setAvailability.execute({ actor, id, outletId, version, ...toOrder(request) });
    return this.shown(actor, id, outletId);
  }

  private async shown(actor: UserActor, id: string, outletId?: string): Promise<CategoryResponse> {
    return CategoryResponse.from((await this.categories.get({ actor, outletId, id })).value);
  }
}
