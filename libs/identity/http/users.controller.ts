import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import type { UserActor } from '#libs/kernel';
import { Allow, ApiIfMatch, ApiProblems, CurrentUser, IfMatch, languageOf, UuidPipe, cpfDigits } from '#libs/platform';

import { UserQueries } from '../core/identity.ports.js';
import { ChangeUser } from '../core/use-cases/change-user.js';
import { CreateUser } from '../core/use-cases/create-user.js';
import { DeleteUser } from '../core/use-cases/delete-user.js';
import { ChangeUserRequest, CreateUserRequest, UserResponse, UsersPage, UsersQuery } from './users.dto.js';

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
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists staff and customers, newest first' })
  @ApiProblems(400, 401, 403)
  async listUsers(@Query() { role, outlet_id: outletId, q, limit, offset }: UsersQuery): Promise<UsersPage> {
    const page = await this.users.list({ role, outletId, q }, { limit, offset });
    return { ...page, data: page.data.map((user) => UserResponse.from(user)) };
  }

  @Post()
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
  @ApiIfMatch()
  @ApiOperation({ summary: 'Changes a user; a new role counts at once, a new password ends their logins' })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async changeUser(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) userId: string,
    @IfMatch() ifMatch: number | undefined,
    @Body() body: ChangeUserRequest,
  ): Promise<UserResponse> {
    const { username, email, name, role, outlet_ids: outletIds, locale, password, pin, version } = body;
    const user = await this.change.execute({
      actor,
      userId,
      changes: { username, email, name, role, outletIds, locale },
      secrets: { password, pin },
      version: version ?? ifMatch,
    });
    return UserResponse.from(user);
  }

  @Delete(':id')
  @ApiIfMatch()
  @HttpCode(204)
  @ApiOperation({ summary: 'Closes an account and ends its logins; the history keeps the name' })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async deleteUser(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) userId: string,
    @IfMatch() version?: number,
  ): Promise<void> {
    await this.remove.execute({ actor, userId, version });
  }
}
