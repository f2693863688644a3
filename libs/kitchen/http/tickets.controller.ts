import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import { STAFF_ROLES, type UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentUser, Idempotent, UuidPipe } from '#libs/platform';

import { TicketViews } from '../core/services/ticket-views.js';
import { toTicketWire } from '../core/model/ticket-wire.js';
import type { TicketView } from '../core/model/ticket.js';
import { BumpTickets } from '../core/use-cases/bump-tickets.js';
import { RecallTickets } from '../core/use-cases/recall-tickets.js';
import { RemakeLines } from '../core/use-cases/remake-lines.js';
import { RushTickets } from '../core/use-cases/rush-tickets.js';
import { SeeTicket } from '../core/use-cases/see-ticket.js';
import { BumpRequest, choiceOf, RecallRequest, RemakeRequest, RushRequest } from './kitchen-acts.dto.js';
import { KitchenTicketsQuery, minutesIn, stationsIn } from './kitchen.queries.dto.js';
import { ChangedTicketsResponse, kitchenTicket, KitchenTicket, KitchenTicketsResponse } from './ticket.dto.js';
import { historyResponse, TicketHistoryResponse } from './ticket-history.dto.js';

const changed = (tickets: readonly TicketView[]): ChangedTicketsResponse => ({
  tickets: tickets.map((view) => kitchenTicket(toTicketWire(view))),
});

/** Tickets, and what is done to them. */
@ApiTags('Kitchen')
@ApiBearerAuth()
@Controller('kitchen')
export class TicketsController {
  constructor(
    private readonly views: TicketViews,
    private readonly bumping: BumpTickets,
    private readonly recalling: RecallTickets,
    private readonly remaking: RemakeLines,
    private readonly rushing: RushTickets,
    private readonly seeing: SeeTicket,
  ) {}

  @Get('tickets')
  @Allow(...STAFF_ROLES)
  @ApiOperation({
    summary: 'Lists the tickets that are on the screens, rush first, then oldest; or what changed since a seq',
    description:
      'A display begins with this answer and connects its socket with `since: seq`. Tickets that were not served within 36 hours are left out.',
  })
  @ApiProblems(400, 401, 403, 404, 409)
  async listKitchenTickets(
    @CurrentUser() actor: UserActor,
    @Query() query: KitchenTicketsQuery,
  ): Promise<KitchenTicketsResponse> {
    const { seq, tickets, isTruncated } = await this.views.list({
      actor,
      outletId: query.outlet_id,
      stations: stationsIn(query.station),
      states: query.state,
      view: query.view,
      recentMinutes: minutesIn(query.recent),
      since: query.since,
    });
    return { seq, truncated: isTruncated, data: tickets.map((view) => kitchenTicket(toTicketWire(view))) };
  }

  @Get('tickets/:id')
  @Allow(...STAFF_ROLES)
  @ApiOperation({ summary: 'Shows a ticket' })
  @ApiProblems(400, 401, 403, 404)
  async getKitchenTicket(@CurrentUser() actor: UserActor, @Param('id', UuidPipe) id: string): Promise<KitchenTicket> {
    return kitchenTicket(toTicketWire(await this.views.get(actor, id)));
  }

  @Get('tickets/:id/history')
  @Allow(...STAFF_ROLES)
  @ApiOperation({ summary: 'Tells what became of a ticket: who did what, and when, oldest first' })
  @ApiProblems(400, 401, 403, 404)
  async getKitchenTicketHistory(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
  ): Promise<TicketHistoryResponse> {
    return historyResponse(await this.views.history(actor, id));
  }

  @Post('bump')
  @HttpCode(200)
  @Allow(...STAFF_ROLES)
  @ApiOperation({ summary: 'Moves a ticket, or lines of any order, on: all of them or none' })
  @ApiProblems(400, 401, 403, 404, 409)
  async bumpTickets(@CurrentUser() actor: UserActor, @Body() body: BumpRequest): Promise<ChangedTicketsResponse> {
    const { status, version, expected_status: expectedStatus } = body;
    return changed(await this.bumping.execute({ actor, ...choiceOf(body), status, version, expectedStatus }));
  }

  @Post('recall')
  @HttpCode(200)
  @Allow(...STAFF_ROLES)
  @ApiOperation({ summary: 'Takes the last bump of a ticket, of lines, or of a station back' })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async recallTickets(@CurrentUser() actor: UserActor, @Body() body: RecallRequest): Promise<ChangedTicketsResponse> {
    const station = body.station?.toLowerCase();
    return changed(await this.recalling.execute({ actor, ...choiceOf(body), station, outletId: body.outlet_id }));
  }

  @Post('remake')
  @Allow('ADMIN', 'SUPERVISOR', 'WAITER', 'KITCHEN')
  @Idempotent()
  @ApiOperation({ summary: 'Has lines made once more, on a ticket of their own; the bill stays as it is' })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async remakeLines(@CurrentUser() actor: UserActor, @Body() body: RemakeRequest): Promise<ChangedTicketsResponse> {
    return changed(await this.remaking.execute({ actor, lineIds: body.line_ids, reason: body.reason }));
  }

  @Post('rush')
  @HttpCode(200)
  @Allow(...STAFF_ROLES)
  @ApiOperation({ summary: 'Puts a ticket, or those of an order, before all others' })
  @ApiProblems(400, 401, 403, 404)
  async rushTickets(@CurrentUser() actor: UserActor, @Body() body: RushRequest): Promise<ChangedTicketsResponse> {
    const { ticket_id: ticketId, order_id: orderId, on } = body;
    return changed(await this.rushing.execute({ actor, ticketId, orderId, on }));
  }

  @Post('tickets/:id/seen')
  @HttpCode(200)
  @Allow('ADMIN', 'SUPERVISOR', 'KITCHEN')
  @ApiOperation({ summary: 'Says that what was struck, changed or moved was seen: it leaves the station’s screens' })
  @ApiProblems(400, 401, 403, 404)
  async seeTicket(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) ticketId: string,
  ): Promise<ChangedTicketsResponse> {
    return changed(await this.seeing.execute({ actor, ticketId }));
  }
}
