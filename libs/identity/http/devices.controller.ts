import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import { assertOutlet, outletScope, type UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentUser, UuidPipe } from '#libs/platform';

import { DeviceQueries } from '../core/identity.ports.js';
import { ChangeDevice } from '../core/use-cases/change-device.js';
import { RevokeDevice } from '../core/use-cases/revoke-device.js';
import { ChangeDeviceRequest, DeviceResponse, DevicesPage, DevicesQuery } from './devices.dto.js';

@ApiTags('Devices')
@ApiBearerAuth()
@Allow('SUPERVISOR', 'ADMIN')
@Controller('devices')
export class DevicesController {
  constructor(
    private readonly devices: DeviceQueries,
    private readonly change: ChangeDevice,
    private readonly revoke: RevokeDevice,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists the devices that are let in, by name' })
  @ApiProblems(400, 401, 403, 404)
  async listDevices(
    @CurrentUser() actor: UserActor,
    @Query() { outlet_id: outletId, limit, offset }: DevicesQuery,
  ): Promise<DevicesPage> {
    if (outletId !== undefined) assertOutlet(actor, outletId);
    const page = await this.devices.list(outletScope(actor), { outletId }, { limit, offset });
    return { ...page, data: page.data.map((device) => DeviceResponse.from(device)) };
  }

  @Get('me')
  @Allow('KITCHEN')
  @ApiOperation({ summary: 'Shows a device what it is: its outlet, its stations, its name' })
  @ApiProblems(401, 403, 404)
  async getOwnDevice(@CurrentUser() actor: UserActor): Promise<DeviceResponse> {
    return DeviceResponse.from(await this.devices.get(outletScope(actor), actor.id));
  }

  @Get(':id')
  @ApiOperation({ summary: 'Shows one device' })
  @ApiProblems(400, 401, 403, 404)
  async getDevice(@CurrentUser() actor: UserActor, @Param('id', UuidPipe) id: string): Promise<DeviceResponse> {
    return DeviceResponse.from(await this.devices.get(outletScope(actor), id));
  }

  @Patch(':id')
  @ApiOperation({
    summary: 'Changes the name or the stations of a device; these count at once, on its open sockets too',
  })
  @ApiProblems(400, 401, 403, 404)
  async changeDevice(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) deviceId: string,
    @Body() { name, stations }: ChangeDeviceRequest,
  ): Promise<DeviceResponse> {
    const changes = { name, stations: stations === null ? [] : stations };
    return DeviceResponse.from(await this.change.execute({ actor, deviceId, changes }));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Sends a device away for good: its token is dead at once, its sockets are closed' })
  @ApiProblems(400, 401, 403, 404)
  revokeDevice(@CurrentUser() actor: UserActor, @Param('id', UuidPipe) deviceId: string): Promise<void> {
    return this.revoke.execute({ actor, deviceId });
  }
}
