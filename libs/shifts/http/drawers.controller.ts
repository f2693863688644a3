import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import type { UserActor } from '#libs/kernel';
import { Allow, ApiIfMatch, ApiProblems, CurrentUser, Idempotent, IfMatch, UuidPipe } from '#libs/platform';

import { OutletDrawers } from '../core/services/outlet-drawers.js';
import { CreateDrawer } from '../core/use-cases/create-drawer.js';
import { DeleteDrawer } from '../core/use-cases/delete-drawer.js';
import { UpdateDrawer } from '../core/use-cases/update-drawer.js';
import {
  CreateDrawerRequest,
  DrawerResponse,
  DrawersResponse,
  ListDrawersQuery,
  SeenDrawerResponse,
  UpdateDrawerRequest,
} from './drawers.dto.js';

@ApiTags('Shifts')
@ApiBearerAuth()
@Controller('drawers')
export class DrawersController {
  constructor(
    private readonly drawers: OutletDrawers,
    private readonly create: CreateDrawer,
    private readonly update: UpdateDrawer,
    private readonly remove: DeleteDrawer,
  ) {}

  @Get()
  @Allow('ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER')
  @ApiOperation({ summary: 'Lists the named drawers of an outlet, and who has them' })
  @ApiProblems(400, 401, 403, 404)
  async listDrawers(
    @CurrentUser() actor: UserActor,
    @Query() { outlet_id }: ListDrawersQuery,
  ): Promise<DrawersResponse> {
    const drawers = await this.drawers.of(actor, outlet_id);
    return { data: drawers.map((drawer) => SeenDrawerResponse.seen(drawer)) };
  }

  @Post()
  @Allow('ADMIN')
  @Idempotent()
  @ApiOperation({ summary: 'Adds a drawer with a name, for shifts to be opened on' })
  @ApiProblems(400, 401, 403, 404, 409)
  async createDrawer(@CurrentUser() actor: UserActor, @Body() request: CreateDrawerRequest): Promise<DrawerResponse> {
    const { outlet_id: outletId, name } = request;
    return DrawerResponse.from(await this.create.execute({ actor, outletId, name }));
  }

  @Patch(':id')
  @Allow('ADMIN')
  @ApiIfMatch()
  @ApiOperation({ summary: 'Renames a drawer; shifts that were on it keep the name that it had' })
  @ApiProblems(400, 401, 403, 404, 409)
  async updateDrawer(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
    @Body() { name, version }: UpdateDrawerRequest,
    @IfMatch() ifMatch?: number,
  ): Promise<DrawerResponse> {
    return DrawerResponse.from(await this.update.execute({ actor, id, name, version: version ?? ifMatch }));
  }

  @Delete(':id')
  @ApiIfMatch()
  @HttpCode(204)
  @Allow('ADMIN')
  @ApiOperation({ summary: 'Takes a drawer away that no open shift is on; reports keep its name' })
  @ApiProblems(400, 401, 403, 404, 409)
  async deleteDrawer(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
    @IfMatch() version?: number,
  ): Promise<void> {
    await this.remove.execute({ actor, id, version });
  }
}
