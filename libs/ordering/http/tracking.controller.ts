import { Body, Controller, Param, Patch } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import type { UserActor } from '#libs/kernel';
import { Allow, ApiIfMatch, ApiProblems, CurrentUser, IfMatch, UuidPipe } from '#libs/platform';

import { SetOrderTracking } from '../core/use-cases/set-order-tracking.js';
import { toTrackingResponse, TrackingRequest, TrackingResponse } from './tracking.dto.js';

@ApiTags('Orders')
@Controller('orders')
export class TrackingController {
  constructor(private readonly ship: SetOrderTracking) {}

  @Patch(':id/tracking')
  @ApiIfMatch()
  @Allow('ADMIN')
  @ApiOperation({ summary: "Sets the carrier's tracking number of an order that was sent" })
  @ApiProblems(400, 401, 403, 404, 409)
  async setOrderTracking(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) orderId: string,
    @Body() { tracking_number, carrier }: TrackingRequest,
    @IfMatch() version?: number,
  ): Promise<TrackingResponse> {
    const input = { actor, orderId, trackingNumber: tracking_number, carrier: carrier ?? null, version };
    return toTrackingResponse(await this.ship.execute(input));
  }
}
