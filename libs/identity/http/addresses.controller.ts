import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import { USER_ROLES, type UserActor } from '#libs/kernel';
import { Allow, ApiIfMatch, ApiProblems, CurrentUser, ExpectedVersion, PageQuery, UuidPipe } from '#libs/platform';

import { assertOwnAddresses } from '../core/model/address.js';
import { AddressQueries, UserQueries } from '../core/identity.ports.js';
import { AddAddress } from '../core/use-cases/add-address.js';
import { RemoveAddress } from '../core/use-cases/remove-address.js';
import { ReplaceAddress } from '../core/use-cases/replace-address.js';
import { SetDefaultAddress } from '../core/use-cases/set-default-address.js';
import { AddressesPage, AddressRequest, ReplaceAddressRequest, AddressResponse, detailsOf } from './addresses.dto.js';

@ApiTags('Users')
@ApiBearerAuth()
@Allow(...USER_ROLES)
@Controller('users/:id/addresses')
export class AddressesController {
  constructor(
    private readonly addresses: AddressQueries,
    private readonly users: UserQueries,
    private readonly add: AddAddress,
    private readonly replace: ReplaceAddress,
    private readonly remove: RemoveAddress,
    private readonly setDefault: SetDefaultAddress,
  ) {}

  @Get()
  @ApiOperation({ summary: "Lists a user's addresses, oldest first" })
  @ApiProblems(400, 401, 403, 404)
  async listAddresses(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) userId: string,
    @Query() query: PageQuery,
  ): Promise<AddressesPage> {
    assertOwnAddresses(actor, userId);
    if (userId !== actor.id) await this.users.get(userId);
    const page = await this.addresses.list(userId, query);
    return { ...page, data: page.data.map((address) => AddressResponse.from(address)) };
  }

  @Post()
  @ApiOperation({ summary: 'Adds an address; the first becomes the default' })
  @ApiProblems(400, 401, 403, 404, 422)
  async addAddress(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) userId: string,
    @Body() body: AddressRequest,
  ): Promise<AddressResponse> {
    assertOwnAddresses(actor, userId);
    const isDefault = body.is_default ?? false;
    return AddressResponse.from(await this.add.execute({ userId, details: detailsOf(body), isDefault }));
  }

  @Put(':aid')
  @ApiIfMatch()
  @ApiOperation({ summary: 'Replaces an address' })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async replaceAddress(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) userId: string,
    @Param('aid', UuidPipe) addressId: string,
    @Body() body: ReplaceAddressRequest,
    @ExpectedVersion() version: number | undefined,
  ): Promise<AddressResponse> {
    assertOwnAddresses(actor, userId);
    const wish = { details: detailsOf(body), isDefault: body.is_default ?? false, version };
    return AddressResponse.from(await this.replace.execute({ userId, addressId, ...wish }));
  }

  @Delete(':aid')
  @ApiIfMatch()
  @HttpCode(204)
  @ApiOperation({ summary: 'Removes an address; when it was the default, the newest other one becomes it' })
  @ApiProblems(400, 401, 403, 404, 409)
  async removeAddress(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) userId: string,
    @Param('aid', UuidPipe) addressId: string,
    @ExpectedVersion() version: number | undefined,
  ): Promise<void> {
    assertOwnAddresses(actor, userId);
    await this.remove.execute({ userId, addressId, version });
  }

  @Patch(':aid/default')
  @ApiIfMatch()
  @ApiOperation({ summary: 'Makes an address the default' })
  @ApiProblems(400, 401, 403, 404, 409)
  async setDefaultAddress(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) userId: string,
    @Param('aid', UuidPipe) addressId: string,
    @ExpectedVersion() version: number | undefined,
  ): Promise<AddressResponse> {
    assertOwnAddresses(actor, userId);
    return AddressResponse.from(await this.setDefault.execute({ userId, addressId, version }));
  }
}
