import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { type Actor, assertOutlet, ROLES } from '#libs/kernel';
import { Allow, ApiProblems, CurrentActor } from '#libs/platform';

import { readPlace } from '../core/model/log-place.js';
import { stationsOf } from '../core/model/subscription.js';
import { EventReader } from '../core/services/event-reader.js';
import { EventsResponse, ListEventsQuery } from './events.dto.js';

@ApiTags('Events')
@Controller('events')
export class EventsController {
  constructor(private readonly events: EventReader) {}

  @Get()
  @Allow(...ROLES)
  @ApiOperation({ summary: 'List what happened after an event: the history of the realtime messages' })
  @ApiProblems(400, 401, 404, 409)
  async listEvents(@CurrentActor() actor: Actor, @Query() query: ListEventsQuery): Promise<EventsResponse> {
    const outletId = query.outlet_id?.toLowerCase();
    if (outletId !== undefined && actor.role !== 'CUSTOMER') assertOutlet(actor, outletId);
    const { messages, nextCursor, lastSeq, lastCursor } = await this.events.page({
      audience: { actor, stations: stationsOf(query.station), outletId },
      after: query.after === undefined ? undefined : readPlace(query.after),
      limit: query.limit,
    });
    return {
      data: messages,
      limit: query.limit,
      next_cursor: nextCursor,
      last_seq: lastSeq,
      last_cursor: lastCursor,
    };
  }
}
