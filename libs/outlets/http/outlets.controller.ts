import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import { type Actor, outletScope, STAFF_ROLES } from '#libs/kernel';
import { Allow, ApiIfMatch, ApiProblems, CurrentActor, IfMatch, PageQuery, UuidPipe, Needs } from '#libs/platform';

import { OutletQueries } from '../core/outlets.ports.js';
import { CreateOutlet } from '../core/use-cases/create-outlet.js';
import { DeleteOutlet } from '../core/use-cases/delete-outlet.js';
import { ReplaceOutlet } from '../core/use-cases/replace-outlet.js';
import { UpdateOutlet } from '../core/use-cases/update-outlet.js';
import { toChanges, toDraft } from './outlet-changes.js';
import { CreateOutletRequest, ReplaceOutletRequest, UpdateOutletRequest } from './outlets.dto.js';
import { OutletPage, OutletResponse } from './outlets.responses.dto.js';

@ApiTags('Outlets')
@ApiBearerAuth()
@Controller('outlets')
export class OutletsController {
  constructor(
    private readonly outlets: OutletQueries,
    private readonly create: CreateOutlet,
    private readonly update: UpdateOutlet,
    private readonly replace: ReplaceOutlet,
    private readonly remove: DeleteOutlet,
  ) {}

  @Get()
  @Allow(...STAFF_ROLES)
  @ApiOperation({ summary: 'Lists your outlets, oldest first; an ADMIN sees all of them' })
  @ApiProblems(400, 401, 403)
  async listOutlets(@CurrentActor() actor: Actor, @Query() { limit, offset }: PageQuery): Promise<OutletPage> {
    const page = await this.outlets.page(outletScope(actor), { limit, offset });
    return { ...page, data: page.data.map(OutletResponse.from) };
  }

  @Get(':id')
  @Allow(...STAFF_ROLES)
  @ApiOperation({ summary: 'Shows an outlet and its rules' })
  @ApiProblems(400, 401, 403, 404)
  async getOutlet(@CurrentActor() actor: Actor, @Param('id', UuidPipe) id: string): Promise<OutletResponse> {
    return OutletResponse.from(await this.outlets.get(outletScope(actor), id));
  }

  @Post()
  @Allow('ADMIN')
  @ApiOperation({ summary: 'Opens an outlet' })
  @ApiProblems(400, 401, 403)
  async createOutlet(@CurrentActor() actor: Actor, @Body() request: CreateOutletRequest): Promise<OutletResponse> {
    return OutletResponse.from(await this.create.execute({ actor, draft: toDraft(request) }));
  }

  @Patch(':id')
  @Allow('ADMIN')
  @Needs('settings.edit', { outlet: 'id' })
  @ApiIfMatch()
  @ApiOperation({ summary: 'Changes some of an outlet’s rules' })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async updateOutlet(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) id: string,
    @Body() request: UpdateOutletRequest,
    @IfMatch() ifMatch?: number,
  ): Promise<OutletResponse> {
    const version = request.version ?? ifMatch;
    return OutletResponse.from(await this.update.execute({ actor, id, changes: toChanges(request), version }));
  }

  @Put(':id')
  @Allow('ADMIN')
  @Needs('settings.edit', { outlet: 'id' })
  @ApiIfMatch()
  @ApiOperation({
    summary:
      'Sets all of an outlet’s rules; what is left out goes back to its default, but the prefix of order numbers stays',
  })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async replaceOutlet(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) id: string,
    @Body() request: ReplaceOutletRequest,
    @IfMatch() ifMatch?: number,
  ): Promise<OutletResponse> {
    const version = request.version ?? ifMatch;
    return OutletResponse.from(await this.replace.execute({ actor, id, draft: toDraft(request), version }));
  }

  @Delete(':id')
  @ApiIfMatch()
  @HttpCode(204)
  @Allow('ADMIN')
  @ApiOperation({ summary: 'Takes an outlet out of business; its books stay' })
  @ApiProblems(400, 401, 403, 404, 409)
  async deleteOutlet(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) id: string,
    @IfMatch() version?: number,
  ): Promise<void> {
    await this.remove.execute({ actor, id, version });
  }
}
