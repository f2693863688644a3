import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import type { Actor } from '#libs/kernel';
import { ROLES } from '#libs/kernel';
import { Allow, ApiProblems, CurrentActor } from '#libs/platform';

import { stationsOf } from '../core/model/subscription.js';
import { ReadEvents } from '../core/services/event-reader.js';
import { EventsResponse, ListEventsQuery } from './events.dto.js';

@ApiTags('Events')
@Controller('events')
export class EventsController {
  constructor(private readonly readEvents: ReadEvents) {}

  @Get()
  @Allow(...ROLES)
  @ApiOperation({ summary: 'List what happened after a seq: the history of the realtime messages' })
  @ApiProblems(400, 401)
  async listEvents(@CurrentActor() actor: Actor, @Query() query: ListEventsQuery): Promise<EventsResponse> {
    const audience = { actor, stations: stationsOf(query.station) };
    const read = await this.readEvents.execute({ audience, after: query.after, limit: query.limit });
    return {
      data: read.messages,
      limit: query.limit,
      next_cursor: read.nextAfter === null ? null : String(read.nextAfter),
      last_seq: read.lastSeq,
    };
  }
}
