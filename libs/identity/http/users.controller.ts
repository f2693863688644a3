import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';

import type { UserActor } from '#libs/kernel';
import {
  Allow,
  ApiIfMatch,
  ApiProblems,
  type Authenticated,
  CurrentUser,
  IfMatch,
  languageOf,
  UuidPipe,
  cpfDigits,
  Needs,
} from '#libs/platform';

import { UserQueries } from '../core/identity.ports.js';
import { ChangeUser } from '../core/use-cases/change-user.js';
import { CreateUser } from '../core/use-cases/create-user.js';
import { DeleteUser } from '../core/use-cases/delete-user.js';
import { BearerSession } from './bearer-session.js';
import {
  ChangeUserRequest,
  CreateUserRequest,
  EraseOwnAccountRequest,
  UserResponse,
  UsersPage,
  UsersQuery,
} from './users.dto.js';

@ApiTags('Users')
@ApiBearerAuth()
@Allow('ADMIN')
@Controller('users')
export class UsersController {
  constructor(
    private readonly users: UserQueries,
    private readonly create: CreateUser,
    private readonly change: ChangeUser,
    private readonly remove: DeleteUser,
    private readonly session: BearerSession,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists staff and customers, newest first' })
  @ApiProblems(400, 401, 403)
  async listUsers(@Query() { role, outlet_id: outletId, q, limit, offset }: UsersQuery): Promise<UsersPage> {
    const page = await this.users.list({ role, outletId, q }, { limit, offset });
    return { ...page, data: page.data.map((user) => UserResponse.from(user)) };
  }

  @Post()
  @Needs('staff.edit', 'EVERYWHERE')
  @ApiOperation({ summary: 'Makes an account for staff or a customer' })
  @ApiProblems(400, 401, 403, 409, 422)
  async createUser(
    @CurrentUser() actor: UserActor,
    @Headers('accept-language') language: string | undefined,
    @Body() { outlet_ids: outletIds, cpf, locale, ...account }: CreateUserRequest,
  ): Promise<UserResponse> {
    const wanted = { ...account, outletIds, cpf: cpfDigits(cpf), locale: locale ?? languageOf(language) };
    return UserResponse.from(await this.create.execute({ actor, account: wanted }));
  }

  @Get(':id')
  @ApiOperation({ summary: 'Shows one user' })
  @ApiProblems(400, 401, 403, 404)
  async getUser(@Param('id', UuidPipe) id: string): Promise<UserResponse> {
    return UserResponse.from(await this.users.get(id));
  }

  @Patch(':id')
  @Needs('staff.edit', 'EVERYWHERE')
  @ApiIfMatch()
  @ApiOperation({
    summary: 'Changes a user; a new role counts at once, a new password ends their logins',
    description:
      'Your own username, e-mail address, password and PIN need your current password, as PATCH /users/me does; the login that changes the password stays.',
  })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async changeUser(
    @CurrentUser() actor: UserActor,
    @Req() request: Authenticated,
    @Param('id', UuidPipe) userId: string,
    @IfMatch() ifMatch: number | undefined,
    @Body() body: ChangeUserRequest,
  ): Promise<UserResponse> {
    const { sessionId } = await this.session.of(request);
    const { username, email, name, role, outlet_ids: outletIds, locale, password, pin, version } = body;
    const user = await this.change.execute({
      actor,
      sessionId,
      currentPassword: body.current_password,
      userId,
      changes: { username, email, name, role, outletIds, locale },
      secrets: { password, pin },
      version: version ?? ifMatch,
    });
    return UserResponse.from(user);
  }

  @Delete(':id')
  @Needs('staff.edit', 'EVERYWHERE')
  @ApiIfMatch()
  @ApiBody({ type: EraseOwnAccountRequest, required: false })
  @HttpCode(204)
  @ApiOperation({
    summary: 'Closes an account and ends its logins; the history keeps the name',
    description: 'Your own needs your current password, or a login with it within five minutes.',
  })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async deleteUser(
    @CurrentUser() actor: UserActor,
    @Req() request: Authenticated,
    @Param('id', UuidPipe) userId: string,
    @IfMatch() version: number | undefined,
    @Body() { current_password: currentPassword }: EraseOwnAccountRequest,
  ): Promise<void> {
    const { sessionId } = await this.session.of(request);
    await this.remove.execute({ actor, sessionId, currentPassword, userId, version });
  }
}
