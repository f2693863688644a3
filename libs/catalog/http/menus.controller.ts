import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import { STAFF_ROLES, type UserActor } from '#libs/kernel';
import { Allow, ApiIfMatch, ApiProblems, CurrentUser, Idempotent, IfMatch, TakesBody, UuidPipe } from '#libs/platform';

import { MenuDefinitions } from '../core/services/menu-definitions.js';
import { CreateMenu } from '../core/use-cases/create-menu.js';
import { DeleteMenu } from '../core/use-cases/delete-menu.js';
import { UpdateMenu } from '../core/use-cases/update-menu.js';
import {
  CreateMenuRequest,
  MenuDefinitionResponse,
  MenuPage,
  MenusQuery,
  toChanges,
  toDraft,
  UpdateMenuRequest,
} from './menus.dto.js';

/** Which products are sold when. What a guest reads is `/menu`. */
@ApiTags('Catalogue')
@ApiBearerAuth()
@Controller('menus')
export class MenusController {
  constructor(
    private readonly menus: MenuDefinitions,
    private readonly create: CreateMenu,
    private readonly update: UpdateMenu,
    private readonly remove: DeleteMenu,
  ) {}

  @Get()
  @Allow(...STAFF_ROLES)
  @ApiOperation({ summary: 'Lists the menus that may run in your outlets, by name' })
  @ApiProblems(400, 401, 403, 404)
  async listMenus(
    @CurrentUser() actor: UserActor,
    @Query() { outlet_id: outletId, limit, offset }: MenusQuery,
  ): Promise<MenuPage> {
    const page = await this.menus.page({ actor, outletId, page: { limit, offset } });
    return { ...page, data: page.data.map(MenuDefinitionResponse.from) };
  }

  @Post()
  @TakesBody({ kilobytes: 256, keys: 10_000 })
  @Allow('ADMIN')
  @Idempotent()
  @ApiOperation({ summary: 'Makes a menu: what is in it is sold only while it, or another that has it, runs' })
  @ApiProblems(400, 401, 403, 404)
  async createMenu(
    @CurrentUser() actor: UserActor,
    @Body() request: CreateMenuRequest,
  ): Promise<MenuDefinitionResponse> {
    return MenuDefinitionResponse.from(await this.create.execute({ actor, draft: toDraft(request) }));
  }

  @Patch(':id')
  @TakesBody({ kilobytes: 256, keys: 10_000 })
  @Allow('ADMIN')
  @ApiIfMatch()
  @ApiOperation({ summary: 'Changes some fields of a menu' })
  @ApiProblems(400, 401, 403, 404, 409)
  async updateMenu(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
    @Body() request: UpdateMenuRequest,
    @IfMatch() ifMatch?: number,
  ): Promise<MenuDefinitionResponse> {
    const version = request.version ?? ifMatch;
    return MenuDefinitionResponse.from(await this.update.execute({ actor, id, version, changes: toChanges(request) }));
  }

  @Delete(':id')
  @Allow('ADMIN')
  @ApiIfMatch()
  @HttpCode(204)
  @ApiOperation({ summary: 'Deletes a menu; what was in no other is sold always from then on' })
  @ApiProblems(400, 401, 403, 404, 409)
  async deleteMenu(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
    @IfMatch() version?: number,
  ): Promise<void> {
    await this.remove.execute({ actor, id, version });
  }
}
