import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import type { UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentUser, UuidPipe } from '#libs/platform';

import { CheckShipment } from '../core/use-cases/check-shipment.js';
import { ListShipments } from '../core/use-cases/list-shipments.js';
import { ShowShipment } from '../core/use-cases/show-shipment.js';
import { ListShipmentsQuery, ShipmentPage, ShipmentResponse } from './shipments.dto.js';

@ApiTags('Shipping')
@Controller('shipments')
export class ShipmentsController {
  constructor(
    private readonly list: ListShipments,
    private readonly show: ShowShipment,
    private readonly check: CheckShipment,
  ) {}

  @Get()
  @Allow('ADMIN', 'SUPERVISOR')
  @ApiOperation({ summary: 'Lists parcels, newest first: where they go, where they are, and what went wrong' })
  @ApiProblems(400, 401, 403, 404)
  async listShipments(@CurrentUser() actor: UserActor, @Query() query: ListShipmentsQuery): Promise<ShipmentPage> {
    const { outlet_id: outletId, order_id: orderId, state, attention, limit, offset } = query;
    const filter = { orderId, state, attention };
    const page = await this.list.execute({ actor, outletId, filter, page: { limit, offset } });
    return { ...page, data: page.data.map((shipment) => ShipmentResponse.from(shipment)) };
  }

  @Get(':id')
  @Allow('ADMIN', 'SUPERVISOR')
  @ApiOperation({ summary: 'Shows a parcel with its label address and its way' })
  @ApiProblems(400, 401, 403, 404)
  async getShipment(@CurrentUser() actor: UserActor, @Param('id', UuidPipe) id: string): Promise<ShipmentResponse> {
    return ShipmentResponse.from(await this.show.execute({ actor, id }));
  }

  @Post(':id/sync')
  @HttpCode(200)
  @Allow('ADMIN', 'SUPERVISOR')
  @ApiOperation({ summary: 'Asks the carrier about a parcel now, and writes down what it says' })
  @ApiProblems(400, 401, 403, 404, 422)
  async syncShipment(@CurrentUser() actor: UserActor, @Param('id', UuidPipe) id: string): Promise<ShipmentResponse> {
    return ShipmentResponse.from(await this.check.execute({ actor, id }));
  }
}
