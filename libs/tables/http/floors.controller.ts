import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import { type Actor, STAFF_ROLES } from '#libs/kernel';
import { Allow, ApiIfMatch, ApiProblems, CurrentActor, Idempotent, IfMatch, Needs, UuidPipe } from '#libs/platform';

import { FloorViews } from '../core/services/floor-views.js';
import { ArrangeFloor } from '../core/use-cases/arrange-floor.js';
import { CreateFloor } from '../core/use-cases/create-floor.js';
import { DeleteFloor } from '../core/use-cases/delete-floor.js';
import { UpdateFloor } from '../core/use-cases/update-floor.js';
import {
  ArrangeFloorRequest,
  CreateFloorRequest,
  FloorResponse,
  FloorsResponse,
  ListFloorsQuery,
  toFloorChanges,
  toLayout,
  UpdateFloorRequest,
} from './floors.dto.js';

/** Floors, and where the tables are on them. */
@ApiTags('Tables')
@ApiBearerAuth()
@Controller('floors')
export class FloorsController {
  constructor(
    private readonly floors: FloorViews,
    private readonly create: CreateFloor,
    private readonly update: UpdateFloor,
    private readonly remove: DeleteFloor,
    private readonly arrange: ArrangeFloor,
  ) {}

  @Get()
  @Allow(...STAFF_ROLES)
  @ApiOperation({ summary: 'Lists floors with where their tables are' })
  @ApiProblems(400, 401, 403, 404)
  async listFloors(@CurrentActor() actor: Actor, @Query() { outlet_id }: ListFloorsQuery): Promise<FloorsResponse> {
    return { data: (await this.floors.list(actor, outlet_id)).map(FloorResponse.from) };
  }

  @Get(':id')
  @Allow(...STAFF_ROLES)
  @ApiOperation({ summary: 'Shows a floor with where its tables are' })
  @ApiProblems(400, 401, 403, 404)
  async getFloor(@CurrentActor() actor: Actor, @Param('id', UuidPipe) id: string): Promise<FloorResponse> {
    return FloorResponse.from(await this.floors.get(actor, id));
  }

  @Post()
  @Allow('ADMIN', 'SUPERVISOR')
  @Needs('tables.layout', { body: 'outlet_id' })
  @Idempotent()
  @ApiOperation({ summary: 'Adds a floor without tables' })
  @ApiProblems(400, 401, 403, 404, 409)
  async createFloor(
    @CurrentActor() actor: Actor,
    @Body() { outlet_id: outletId, name, position = 0, width, height }: CreateFloorRequest,
  ): Promise<FloorResponse> {
    const { id } = await this.create.execute({ actor, draft: { outletId, name, position, width, height } });
    return this.getFloor(actor, id);
  }

  @Patch(':id')
  @Allow('ADMIN', 'SUPERVISOR')
  @Needs('tables.layout', { thing: 'floor', param: 'id' })
  @ApiIfMatch()
  @ApiOperation({ summary: 'Changes a floor; its layout stays' })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async updateFloor(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) id: string,
    @Body() request: UpdateFloorRequest,
    @IfMatch() ifMatch?: number,
  ): Promise<FloorResponse> {
    const version = request.version ?? ifMatch;
    await this.update.execute({ actor, id, changes: toFloorChanges(request), version });
    return this.getFloor(actor, id);
  }

  @Put(':id/layout')
  @Allow('ADMIN', 'SUPERVISOR')
  @Needs('tables.layout', { thing: 'floor', param: 'id' })
  @ApiOperation({
    summary: 'Says where all tables of a floor are, and which can be put together',
    description:
      'In one write: a table that is left out is on the floor no more, and one of another floor leaves that with its pairs. A layout that ' +
      'somebody changed meanwhile is 409 `VERSION_CONFLICT`.',
  })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async arrangeFloor(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) id: string,
    @Body() request: ArrangeFloorRequest,
  ): Promise<FloorResponse> {
    await this.arrange.execute({ actor, id, version: request.version, layout: toLayout(request) });
    return this.getFloor(actor, id);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('ADMIN', 'SUPERVISOR')
  @Needs('tables.layout', { thing: 'floor', param: 'id' })
  @ApiIfMatch()
  @ApiOperation({ summary: 'Takes a floor away with its layout; its tables stay' })
  @ApiProblems(400, 401, 403, 404, 409)
  async deleteFloor(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) id: string,
    @IfMatch() version?: number,
  ): Promise<void> {
    await this.remove.execute({ actor, id, version });
  }
}
