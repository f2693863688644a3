import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { outletScope, type UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentUser, UuidPipe } from '#libs/platform';

import { OutletScopes } from '../core/services/outlet-scopes.js';
import { ShipmentQueries } from '../core/shipping.ports.js';
import { SyncShipment } from '../core/use-cases/sync-shipment.js';
import { ListShipmentsQuery, ShipmentPage, ShipmentResponse } from './shipments.dto.js';

@ApiTags('Shipping')
@Controller('shipments')
export class ShipmentsController {
  constructor(
    private readonly shipments: ShipmentQueries,
    private readonly outlets: OutletScopes,
    private readonly sync: SyncShipment,
  ) {}

  @Get()
  @Allow('ADMIN', 'SUPERVISOR')
  @ApiOperation({ summary: 'Lists parcels, newest first: where they go, where they are, and what went wrong' })
  @ApiProblems(400, 401, 403, 404)
  async listShipments(@CurrentUser() actor: UserActor, @Query() query: ListShipmentsQuery): Promise<ShipmentPage> {
    const { outlet_id: outletId, order_id: orderId, state, attention } = query;
    const filter = { orderId, state, attention };
    const scope = await this.outlets.of(actor, outletId);
    const page = await this.shipments.page(scope, filter, query);
    return { ...page, data: page.data.map((shipment) => ShipmentResponse.from(shipment)) };
  }

  @Get(':id')
  @Allow('ADMIN', 'SUPERVISOR')
  @ApiOperation({ summary: 'Shows a parcel with its label address and its way' })
  @ApiProblems(400, 401, 403, 404)
  async getShipment(@CurrentUser() actor: UserActor, @Param('id', UuidPipe) id: string): Promise<ShipmentResponse> {
    return ShipmentResponse.from(await this.shipments.get(outletScope(actor), id));
  }

  @Post(':id/sync')
  @HttpCode(200)
  @Allow('ADMIN', 'SUPERVISOR')
  @ApiOperation({ summary: 'Asks the carrier about a parcel now, and writes down what it says' })
  @ApiProblems(400, 401, 403, 404, 422)
  async syncShipment(@CurrentUser() actor: UserActor, @Param('id', UuidPipe) id: string): Promise<ShipmentResponse> {
    return ShipmentResponse.from(await this.sync.execute({ actor, id }));
  }
}
