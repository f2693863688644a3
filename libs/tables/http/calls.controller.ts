import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { type Actor, FLOOR_ROLES, type GuestActor, type UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentActor, CurrentUser, Idempotent, UuidPipe, Needs } from '#libs/platform';

import { ServiceCalls } from '../core/services/service-calls.js';
import { AcknowledgeCall } from '../core/use-cases/acknowledge-call.js';
import { CallService } from '../core/use-cases/call-service.js';
import { FinishCall } from '../core/use-cases/finish-call.js';
import { CallServiceRequest, ListCallsQuery, OpenCallsResponse, ServiceCallResponse } from './calls.dto.js';

@ApiTags('Guests')
@ApiBearerAuth()
@Controller()
export class CallsController {
  constructor(
    private readonly calls: ServiceCalls,
    private readonly call: CallService,
    private readonly acknowledge: AcknowledgeCall,
    private readonly finish: FinishCall,
  ) {}

  @Post('table-sessions/:id/calls')
  @Allow('GUEST')
  @Idempotent()
  @ApiOperation({
    summary: 'Calls somebody to the table, or asks for the bill',
    description:
      'While a call of a kind is open another of that kind answers it (200). Six calls in ten minutes, then 429 with Retry-After.',
  })
  @ApiCreatedResponse({ type: ServiceCallResponse })
  @ApiOkResponse({ type: ServiceCallResponse, description: 'The call that is open already.' })
  @ApiProblems(400, 401, 403, 404, 409, 429)
  async callService(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) sessionId: string,
    @Body() body: CallServiceRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ServiceCallResponse> {
    const { call, isNew } = await this.call.execute({ actor: actor as GuestActor, sessionId, ...body });
    if (!isNew) response.status(200);
    return ServiceCallResponse.from(call);
  }

  @Get('table-sessions/:id/calls')
  @Allow(...FLOOR_ROLES, 'GUEST')
  @ApiOperation({ summary: 'Lists the open calls of a table session, oldest first' })
  @ApiProblems(400, 401, 403, 404)
  async listTableCalls(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) sessionId: string,
  ): Promise<OpenCallsResponse> {
    return { data: (await this.calls.ofSession(actor, sessionId)).map(ServiceCallResponse.from) };
  }

  @Get('calls')
  @Allow(...FLOOR_ROLES)
  @ApiOperation({ summary: 'Lists the open calls of all tables, oldest first' })
  @ApiProblems(400, 401, 403, 404)
  async listCalls(@CurrentUser() actor: UserActor, @Query() { outlet_id }: ListCallsQuery): Promise<OpenCallsResponse> {
    return { data: (await this.calls.open(actor, outlet_id)).map(ServiceCallResponse.from) };
  }

  @Post('calls/:id/ack')
  @HttpCode(200)
  @Allow(...FLOOR_ROLES)
  @Needs('tables.manage', { thing: 'call', param: 'id' })
  @Idempotent()
  @ApiOperation({ summary: 'Says that somebody is coming; the guests see it' })
  @ApiProblems(400, 401, 403, 404)
  async acknowledgeCall(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
  ): Promise<ServiceCallResponse> {
    return ServiceCallResponse.from(await this.acknowledge.execute({ actor, id }));
  }

  @Post('calls/:id/done')
  @HttpCode(200)
  @Allow(...FLOOR_ROLES)
  @Needs('tables.manage', { thing: 'call', param: 'id' })
  @Idempotent()
  @ApiOperation({ summary: 'Ends a call: somebody was there' })
  @ApiProblems(400, 401, 403, 404)
  async finishCall(@CurrentUser() actor: UserActor, @Param('id', UuidPipe) id: string): Promise<ServiceCallResponse> {
    return ServiceCallResponse.from(await this.finish.execute({ actor, id }));
  }
}
