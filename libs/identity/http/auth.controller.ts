import { Body, Controller, Get, Header, Headers, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import { type Actor, outletScope, STAFF_ROLES, type UserActor } from '#libs/kernel';
import {
  Allow,
  ApiProblems,
  ChecksSecret,
  CurrentUser,
  languageOf,
  OptionalActor,
  PageQuery,
  Public,
  RateLimit,
  cpfDigits,
} from '#libs/platform';

import { LogIn } from '../core/use-cases/log-in.js';
import { RegisterUser } from '../core/use-cases/register-user.js';
import { SwitchByPin } from '../core/use-cases/switch-by-pin.js';
import { type LoginName, UserQueries } from '../core/identity.ports.js';
import { normalName } from '../core/model/user.js';
import {
  ColleaguesPage,
  LoginRequest,
  LoginResponse,
  PinRequest,
  RegisterRequest,
  RegisterResponse,
  UserSummary,
} from './auth.dto.js';

@ApiTags('Auth')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly register: RegisterUser,
    private readonly logInWith: LogIn,
    private readonly switchTo: SwitchByPin,
    private readonly queries: UserQueries,
  ) {}

  @Post('register')
  @Public({ startsAnew: true })
  @RateLimit('register')
  @ApiBearerAuth()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: "Registers a customer, who is logged in at once, or with an ADMIN's token anybody",
  })
  @ApiProblems(400, 403, 409, 422)
  async registerUser(
    @OptionalActor() actor: Actor | undefined,
    @Headers('accept-language') language: string | undefined,
    @Body() { outlet_ids: outletIds, cpf, ...account }: RegisterRequest,
  ): Promise<RegisterResponse> {
    const locale = languageOf(language);
    const wanted = { ...account, outletIds, cpf: cpfDigits(cpf), locale, actor };
    const { user, login } = await this.register.execute(wanted);
    return { ...UserSummary.from(user), ...(login && LoginResponse.from(login)) };
  }

  @Post('login')
  @Public({ startsAnew: true })
  @ChecksSecret()
  @HttpCode(200)
  @ApiOperation({ summary: 'Logs in with a username or an e-mail address' })
  @ApiProblems(400, 401)
  async logIn(@Body() body: LoginRequest): Promise<LoginResponse> {
    return LoginResponse.from(await this.logInWith.execute({ name: nameIn(body), password: body.password }));
  }

  @Get('colleagues')
  @Allow(...STAFF_ROLES)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Lists who can take over this till by PIN' })
  @ApiProblems(400, 401, 403)
  listColleagues(@CurrentUser() actor: UserActor, @Query() query: PageQuery): Promise<ColleaguesPage> {
    return this.queries.colleagues(outletScope(actor), query);
  }

  @Post('pin')
  @Allow(...STAFF_ROLES)
  @HttpCode(200)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Switches a till to a colleague by their PIN' })
  @ApiProblems(400, 401, 403)
  async switchByPin(@CurrentUser() actor: UserActor, @Body() { user_id, pin }: PinRequest): Promise<LoginResponse> {
    return LoginResponse.from(await this.switchTo.execute({ actor, userId: user_id, pin }));
  }
}

/** An @ tells an e-mail address, in whichever field it was sent. */
function nameIn({ username, email }: LoginRequest): LoginName {
  const name = normalName(username ?? email ?? '');
  return username && !name.includes('@') ? { username: name } : { email: name };
}
