import { Body, Controller, Header, HttpCode, Param, Post, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { Response } from 'express';

import type { UserActor } from '#libs/kernel';
import { Allow, ApiProblems, ChecksSecret, CurrentUser, Public, UuidPipe } from '#libs/platform';

import { POLL_SECONDS } from '../core/model/device.js';
import { ApproveDevicePairing } from '../core/use-cases/approve-device-pairing.js';
import { CollectDevicePairing } from '../core/use-cases/collect-device-pairing.js';
import { RequestDevicePairing } from '../core/use-cases/request-device-pairing.js';
import {
  ApproveDevicePairingRequest,
  CollectDevicePairingRequest,
  DevicePairingResponse,
  DevicePairingWaitingResponse,
  DeviceResponse,
  PairedDeviceResponse,
  RequestDevicePairingRequest,
} from './devices.dto.js';

@ApiTags('Devices')
@Controller('device-pairings')
export class DevicePairingsController {
  constructor(
    private readonly request: RequestDevicePairing,
    private readonly approve: ApproveDevicePairing,
    private readonly collect: CollectDevicePairing,
  ) {}

  @Post()
  @Public({ startsAnew: true })
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Asks to let this device in: it shows the code, somebody in charge approves it, it collects its token',
    description: 'The code is good for ten minutes. At most ten may be open at once from one address.',
  })
  @ApiProblems(400)
  async requestDevicePairing(@Body() body: RequestDevicePairingRequest): Promise<DevicePairingResponse> {
    const { kind, name, app_version: appVersion } = body;
    const { pairing, secret } = await this.request.execute({ kind, name, appVersion });
    return DevicePairingResponse.from(pairing, secret);
  }

  @Post('approve')
  @Allow('SUPERVISOR', 'ADMIN')
  @HttpCode(200)
  @ApiBearerAuth()
  @ApiOperation({
    summary: 'Lets the device in that shows this code',
    description:
      'It is listed once it has collected its token. Five wrong codes within a minute, and yours are refused until it is over.',
  })
  @ApiProblems(400, 401, 403, 404)
  async approveDevicePairing(
    @CurrentUser() actor: UserActor,
    @Body() { code, outlet_id: outletId, stations, name }: ApproveDevicePairingRequest,
  ): Promise<DeviceResponse> {
    return DeviceResponse.from(await this.approve.execute({ actor, code, outletId, stations, name }));
  }

  @Post(':id/collect')
  @Public({ startsAnew: true })
  @ChecksSecret({ wrong: ['PAIRING_NOT_FOUND'] })
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Answers the token of a device that has been let in, once' })
  @ApiExtraModels(PairedDeviceResponse)
  @ApiOkResponse({
    description: 'The token, which is told this once',
    content: { 'application/json': { schema: { $ref: getSchemaPath(PairedDeviceResponse) } } },
  })
  @ApiAcceptedResponse({
    description: 'Nobody has approved it yet; see Retry-After',
    type: DevicePairingWaitingResponse,
  })
  @ApiProblems(400, 404)
  async collectDevicePairing(
    @Param('id', UuidPipe) pairingId: string,
    @Body() { secret }: CollectDevicePairingRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PairedDeviceResponse | DevicePairingWaitingResponse> {
    const paired = await this.collect.execute({ pairingId, secret });
    if (paired) return PairedDeviceResponse.from(paired);
    response.status(202).setHeader('Retry-After', POLL_SECONDS);
    return { status: 'WAITING', poll_seconds: POLL_SECONDS };
  }
}
