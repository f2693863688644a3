import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { outletScope, type UserActor } from '#libs/kernel';
import { Allow, ApiIfMatch, ApiProblems, CurrentUser, Idempotent, IfMatch, UuidPipe } from '#libs/platform';

import { OutletScopes } from '../core/services/outlet-scopes.js';
import { RateQueries } from '../core/shipping.ports.js';
import { CreateShippingRate } from '../core/use-cases/create-shipping-rate.js';
import { DeleteShippingRate } from '../core/use-cases/delete-shipping-rate.js';
import { ReplaceShippingRate } from '../core/use-cases/replace-shipping-rate.js';
import { UpdateShippingRate } from '../core/use-cases/update-shipping-rate.js';
import {
  CreateRateRequest,
  ListRatesQuery,
  RatePage,
  RateResponse,
  ReplaceRateRequest,
  toChanges,
  toFields,
  UpdateRateRequest,
} from './rates.dto.js';

@ApiTags('Shipping')
@Controller('shipping/rates')
export class RatesController {
  constructor(
    private readonly rates: RateQueries,
    private readonly outlets: OutletScopes,
    private readonly create: CreateShippingRate,
    private readonly replace: ReplaceShippingRate,
    private readonly update: UpdateShippingRate,
    private readonly remove: DeleteShippingRate,
  ) {}

  @Get()
  @Allow('ADMIN')
  @ApiOperation({ summary: "Lists outlets' own shipping rates" })
  @ApiProblems(400, 401, 403, 404)
  async listShippingRates(
    @CurrentUser() actor: UserActor,
    @Query() { outlet_id, limit, offset }: ListRatesQuery,
  ): Promise<RatePage> {
    const page = await this.rates.page(await this.outlets.of(actor, outlet_id), { limit, offset });
    return { ...page, data: page.data.map((rate) => RateResponse.from(rate)) };
  }

  @Get(':id')
  @Allow('ADMIN')
  @ApiOperation({ summary: 'Shows a shipping rate' })
  @ApiProblems(400, 401, 403, 404)
  async getShippingRate(@CurrentUser() actor: UserActor, @Param('id', UuidPipe) id: string): Promise<RateResponse> {
    return RateResponse.from(await this.rates.get(outletScope(actor), id));
  }

  @Post()
  @Allow('ADMIN')
  @Idempotent()
  @ApiOperation({ summary: 'Adds a shipping rate: used when no carrier is set up, or the carrier does not answer' })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async createShippingRate(@CurrentUser() actor: UserActor, @Body() request: CreateRateRequest): Promise<RateResponse> {
    const rate = await this.create.execute({ actor, outletId: request.outlet_id, fields: toFields(request) });
    return RateResponse.from(rate);
  }

  @Put(':id')
  @Allow('ADMIN')
  @ApiIfMatch()
  @ApiOperation({ summary: 'Sets all fields of a shipping rate' })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async replaceShippingRate(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
    @Body() request: ReplaceRateRequest,
    @IfMatch() ifMatch?: number,
  ): Promise<RateResponse> {
    const version = request.version ?? ifMatch;
    return RateResponse.from(await this.replace.execute({ actor, id, fields: toFields(request), version }));
  }

  @Patch(':id')
  @Allow('ADMIN')
  @ApiIfMatch()
  @ApiOperation({ summary: 'Changes a shipping rate' })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async updateShippingRate(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
    @Body() request: UpdateRateRequest,
    @IfMatch() ifMatch?: number,
  ): Promise<RateResponse> {
    const version = request.version ?? ifMatch;
    return RateResponse.from(await this.update.execute({ actor, id, changes: toChanges(request), version }));
  }

  @Delete(':id')
  @ApiIfMatch()
  @HttpCode(204)
  @Allow('ADMIN')
  @ApiOperation({ summary: 'Deletes a shipping rate; parcels that were booked by it stay as they are' })
  @ApiProblems(400, 401, 403, 404, 409)
  async deleteShippingRate(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
    @IfMatch() version?: number,
  ): Promise<void> {
    await this.remove.execute({ actor, id, version });
  }
}
