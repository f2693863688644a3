import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import { type Actor, assertOutlet, outletScope, STAFF_ROLES } from '#libs/kernel';
import { Allow, ApiIfMatch, ApiProblems, CurrentActor, Idempotent, IfMatch, UuidPipe } from '#libs/platform';

import { ScheduleRepository } from '../core/outlets.ports.js';
import { CreateSchedule } from '../core/use-cases/create-schedule.js';
import { DeleteSchedule } from '../core/use-cases/delete-schedule.js';
import { UpdateSchedule } from '../core/use-cases/update-schedule.js';
import {
  CreateScheduleRequest,
  SchedulePage,
  ScheduleResponse,
  SchedulesQuery,
  toChanges,
  toDraft,
  UpdateScheduleRequest,
} from './schedules.dto.js';

@ApiTags('Outlets')
@ApiBearerAuth()
@Controller('schedules')
export class SchedulesController {
  constructor(
    private readonly schedules: ScheduleRepository,
    private readonly create: CreateSchedule,
    private readonly update: UpdateSchedule,
    private readonly remove: DeleteSchedule,
  ) {}

  @Get()
  @Allow(...STAFF_ROLES)
  @ApiOperation({ summary: 'Lists schedules by name: yours, and those of every outlet' })
  @ApiProblems(400, 401, 403, 404)
  async listSchedules(
    @CurrentActor() actor: Actor,
    @Query() { outlet_id: outletId, limit, offset }: SchedulesQuery,
  ): Promise<SchedulePage> {
    if (outletId !== undefined) assertOutlet(actor, outletId);
    const page = await this.schedules.page(outletScope(actor), outletId ?? null, { limit, offset });
    return { ...page, data: page.data.map(ScheduleResponse.from) };
  }

  @Post()
  @Allow('ADMIN')
  @Idempotent()
  @ApiOperation({ summary: 'Makes a schedule: hours of weekdays, by the clock on the outlet’s wall' })
  @ApiProblems(400, 401, 403, 404)
  async createSchedule(
    @CurrentActor() actor: Actor,
    @Body() request: CreateScheduleRequest,
  ): Promise<ScheduleResponse> {
    const outletId = request.outlet_id ?? null;
    return ScheduleResponse.from(await this.create.execute({ actor, outletId, draft: toDraft(request) }));
  }

  @Patch(':id')
  @Allow('ADMIN')
  @ApiIfMatch()
  @ApiOperation({ summary: 'Changes some fields of a schedule' })
  @ApiProblems(400, 401, 403, 404, 409)
  async updateSchedule(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) id: string,
    @Body() request: UpdateScheduleRequest,
    @IfMatch() ifMatch?: number,
  ): Promise<ScheduleResponse> {
    const version = request.version ?? ifMatch;
    return ScheduleResponse.from(await this.update.execute({ actor, id, version, changes: toChanges(request) }));
  }

  @Delete(':id')
  @Allow('ADMIN')
  @ApiIfMatch()
  @HttpCode(204)
  @ApiOperation({ summary: 'Deletes a schedule; a menu that keeps to it runs at no hour any more' })
  @ApiProblems(400, 401, 403, 404, 409)
  async deleteSchedule(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) id: string,
    @IfMatch() version?: number,
  ): Promise<void> {
    await this.remove.execute({ actor, id, version });
  }
}
