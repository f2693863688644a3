import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import { STAFF_ROLES, type UserActor } from '#libs/kernel';
import { Allow, ApiIfMatch, ApiProblems, CurrentUser, Idempotent, IfMatch, Needs, UuidPipe } from '#libs/platform';

import { OutletReasons } from '../core/services/outlet-reasons.js';
import { CreateReason } from '../core/use-cases/create-reason.js';
import { DeleteReason } from '../core/use-cases/delete-reason.js';
import { UpdateReason } from '../core/use-cases/update-reason.js';
import {
  CreateReasonRequest,
  ListReasonsQuery,
  ReasonResponse,
  ReasonsResponse,
  toChanges,
  toFields,
  UpdateReasonRequest,
} from './reasons.dto.js';

/** What staff choose from when they void, give away or discount. */
@ApiTags('Outlets')
@ApiBearerAuth()
@Controller('reasons')
export class ReasonsController {
  constructor(
    private readonly reasons: OutletReasons,
    private readonly create: CreateReason,
    private readonly update: UpdateReason,
    private readonly remove: DeleteReason,
  ) {}

  @Get()
  @Allow(...STAFF_ROLES)
  @ApiOperation({ summary: 'Lists the reasons of an outlet, by kind and label' })
  @ApiProblems(400, 401, 403, 404)
  async listReasons(
    @CurrentUser() actor: UserActor,
    @Query() { outlet_id, kind }: ListReasonsQuery,
  ): Promise<ReasonsResponse> {
    return { data: (await this.reasons.of(actor, outlet_id, kind)).map(ReasonResponse.from) };
  }

  @Post()
  @Allow('ADMIN')
  @Needs('settings.edit', { body: 'outlet_id' })
  @Idempotent()
  @ApiOperation({ summary: 'Adds a reason that staff may choose: for a void, a comp, a discount' })
  @ApiProblems(400, 401, 403, 404, 409)
  async createReason(@CurrentUser() actor: UserActor, @Body() request: CreateReasonRequest): Promise<ReasonResponse> {
    const wanted = { actor, outletId: request.outlet_id, fields: toFields(request) };
    return ReasonResponse.from(await this.create.execute(wanted));
  }

  @Patch(':id')
  @Allow('ADMIN')
  @Needs('settings.edit', { thing: 'reason', param: 'id' })
  @ApiIfMatch()
  @ApiOperation({ summary: 'Changes a reason; what was done for it keeps the label that it had' })
  @ApiProblems(400, 401, 403, 404, 409)
  async updateReason(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
    @Body() request: UpdateReasonRequest,
    @IfMatch() ifMatch?: number,
  ): Promise<ReasonResponse> {
    const version = request.version ?? ifMatch;
    return ReasonResponse.from(await this.update.execute({ actor, id, changes: toChanges(request), version }));
  }

  @Delete(':id')
  @ApiIfMatch()
  @HttpCode(204)
  @Allow('ADMIN')
  @Needs('settings.edit', { thing: 'reason', param: 'id' })
  @ApiOperation({ summary: 'Takes a reason away; histories keep its label' })
  @ApiProblems(400, 401, 403, 404, 409)
  async deleteReason(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
    @IfMatch() version?: number,
  ): Promise<void> {
    await this.remove.execute({ actor, id, version });
  }
}
