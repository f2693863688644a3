import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { STAFF_ROLES, type UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentUser, Public } from '#libs/platform';

import { KitchenScreens } from '../core/services/kitchen-screens.js';
import { AllDayQuery, BoardQuery, KitchenQuery } from './kitchen.queries.dto.js';
import {
  allDayResponse,
  AllDayResponse,
  boardResponse,
  KitchenBoardResponse,
  KitchenLoadResponse,
  loadResponse,
} from './screens.dto.js';

/** Sums of what is on the screens. */
@ApiTags('Kitchen')
@Controller('kitchen')
export class ScreensController {
  constructor(private readonly screens: KitchenScreens) {}

  @Get('all-day')
  @Allow(...STAFF_ROLES)
  @ApiOperation({ summary: 'Sums up the pieces of each product that are still to be made' })
  @ApiProblems(400, 401, 403, 404)
  async getAllDay(@CurrentUser() actor: UserActor, @Query() query: AllDayQuery): Promise<AllDayResponse> {
    const byModifiers = query.modifiers ?? false;
    const wanted = { actor, outletId: query.outlet_id, station: query.station?.toLowerCase(), byModifiers };
    return allDayResponse(await this.screens.allDay(wanted), byModifiers);
  }

  @Get('load')
  @Allow(...STAFF_ROLES)
  @ApiOperation({ summary: 'Tells how much there is to do at each station, and what would be promised now' })
  @ApiProblems(400, 401, 403, 404)
  async getKitchenLoad(@CurrentUser() actor: UserActor, @Query() query: KitchenQuery): Promise<KitchenLoadResponse> {
    return loadResponse(await this.screens.load(actor, query.outlet_id));
  }

  @Get('board')
  @Public()
  @ApiOperation({ summary: 'Shows the numbers of orders that are being made, and of those to be fetched' })
  @ApiProblems(400, 404)
  async getKitchenBoard(@Query() { outlet_id: outletId }: BoardQuery): Promise<KitchenBoardResponse> {
    return boardResponse(await this.screens.board(outletId));
  }
}
