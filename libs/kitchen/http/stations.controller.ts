import { Body, Controller, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import { STAFF_ROLES, type UserActor } from '#libs/kernel';
import { Allow, ApiIfMatch, ApiProblems, CurrentUser, IfMatch, UuidPipe } from '#libs/platform';

import { stationNotFound } from '../core/model/kitchen.errors.js';
import { KitchenScreens } from '../core/services/kitchen-screens.js';
import { DeleteStation } from '../core/use-cases/delete-station.js';
import { PutOutletKitchen } from '../core/use-cases/put-outlet-kitchen.js';
import { PutStation } from '../core/use-cases/put-station.js';
import { KitchenQuery } from './kitchen.queries.dto.js';
import {
  OutletKitchenResponse,
  PutOutletKitchenRequest,
  PutStationRequest,
  StationResponse,
  StationsResponse,
  toSettings,
  toStationFields,
} from './stations.dto.js';

/** One word of lower-case letters, digits, - and _, as products name it. */
const CODE = /^[a-z0-9][a-z0-9_-]{0,31}$/;

/** Stations, and how a kitchen works. */
@ApiTags('Kitchen')
@ApiBearerAuth()
@Controller()
export class StationsController {
  constructor(
    private readonly screens: KitchenScreens,
    private readonly putting: PutStation,
    private readonly removing: DeleteStation,
    private readonly settings: PutOutletKitchen,
  ) {}

  @Get('kitchen/stations')
  @Allow(...STAFF_ROLES)
  @ApiOperation({ summary: 'Lists the stations of an outlet that somebody has described' })
  @ApiProblems(400, 401, 403, 404)
  async listStations(@CurrentUser() actor: UserActor, @Query() query: KitchenQuery): Promise<StationsResponse> {
    const stations = await this.screens.stations(actor, query.outlet_id);
    return { data: stations.map((station) => StationResponse.from(station)) };
  }

  @Put('kitchen/stations/:code')
  @Allow('ADMIN', 'SUPERVISOR')
  @ApiIfMatch()
  @ApiOperation({ summary: 'Describes the station that products name by this code' })
  @ApiProblems(400, 401, 403, 404, 409)
  async putStation(
    @CurrentUser() actor: UserActor,
    @Param('code') code: string,
    @Query() query: KitchenQuery,
    @Body() request: PutStationRequest,
    @IfMatch() ifMatch?: number,
  ): Promise<StationResponse> {
    const fields = toStationFields(request);
    const version = request.version ?? ifMatch;
    const named = { actor, outletId: query.outlet_id, code: codeOf(code) };
    return StationResponse.from(await this.putting.execute({ ...named, fields, version }));
  }

  @Delete('kitchen/stations/:code')
  @HttpCode(204)
  @Allow('ADMIN', 'SUPERVISOR')
  @ApiOperation({ summary: 'Forgets the description of a station: it has the usual rules then' })
  @ApiProblems(400, 401, 403, 404)
  async deleteStation(
    @CurrentUser() actor: UserActor,
    @Param('code') code: string,
    @Query() query: KitchenQuery,
  ): Promise<void> {
    await this.removing.execute({ actor, outletId: query.outlet_id, code: codeOf(code) });
  }

  @Get('outlets/:id/kitchen')
  @Allow(...STAFF_ROLES)
  @ApiOperation({ summary: 'Shows how an outlet’s kitchen works' })
  @ApiProblems(400, 401, 403, 404)
  async getOutletKitchen(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) outletId: string,
  ): Promise<OutletKitchenResponse> {
    return OutletKitchenResponse.from(await this.screens.settings(actor, outletId));
  }

  @Put('outlets/:id/kitchen')
  @Allow('ADMIN')
  @ApiIfMatch()
  @ApiOperation({ summary: 'Sets how an outlet’s kitchen works' })
  @ApiProblems(400, 401, 403, 404, 409)
  async putOutletKitchen(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) outletId: string,
    @Body() request: PutOutletKitchenRequest,
    @IfMatch() ifMatch?: number,
  ): Promise<OutletKitchenResponse> {
    const version = request.version ?? ifMatch;
    const settings = toSettings(request);
    return OutletKitchenResponse.from(await this.settings.execute({ actor, outletId, settings, version }));
  }
}

/** A code that no product can name is no station's. */
function codeOf(text: string): string {
  const code = text.toLowerCase();
  if (!CODE.test(code)) throw stationNotFound();
  return code;
}
