import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import { ApiProblems, type Authenticated, ChecksSecret, Public, RateLimit } from '#libs/platform';

import { LogOut } from '../core/use-cases/log-out.js';
import { RefreshLogin } from '../core/use-cases/refresh-login.js';
import { RequestPasswordReset } from '../core/use-cases/request-password-reset.js';
import { ResetPassword } from '../core/use-cases/reset-password.js';
import {
  ForgotPasswordRequest,
  ForgotPasswordResponse,
  LoginResponse,
  LogoutRequest,
  LogoutResponse,
  RefreshRequest,
  ResetPasswordRequest,
} from './auth.dto.js';
import { BearerSession } from './bearer-session.js';

@ApiTags('Auth')
@Controller('auth')
export class SessionsController {
  constructor(
    private readonly refresh: RefreshLogin,
    private readonly endLogin: LogOut,
    private readonly requestReset: RequestPasswordReset,
    private readonly reset: ResetPassword,
    private readonly session: BearerSession,
  ) {}

  @Post('refresh')
  @Public()
  @ChecksSecret()
  @HttpCode(200)
  @ApiOperation({ summary: 'Answers a new access token and spends the refresh token' })
  @ApiProblems(400, 401)
  async refreshLogin(@Body() body: RefreshRequest): Promise<LoginResponse> {
    return LoginResponse.from(await this.refresh.execute(body.refresh_token));
  }

  @Post('logout')
  @Public()
  @HttpCode(200)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Ends a login: its tokens are dead at once' })
  @ApiProblems(400, 401)
  async logOut(@Req() request: Authenticated, @Body() { refresh_token }: LogoutRequest): Promise<LogoutResponse> {
    if (request.actor?.kind !== 'user' && refresh_token !== undefined) {
      await this.endLogin.execute({ refreshToken: refresh_token });
    } else {
      if (request.authFault) throw request.authFault;
      await this.endLogin.execute(await this.session.of(request));
    }
    return { logged_out: true };
  }

  @Post('forgot-password')
  @Public()
  @RateLimit('forgot')
  @HttpCode(202)
  @ApiOperation({ summary: 'Mails a link to choose a new password' })
  @ApiProblems(400)
  async requestPasswordReset(@Body() { email }: ForgotPasswordRequest): Promise<ForgotPasswordResponse> {
    await this.requestReset.execute(email);
    return { message: 'If there is an account with this address, a mail is on its way to it.' };
  }

  @Post('reset-password')
  @Public()
  @ChecksSecret({ wrong: ['RESET_TOKEN_INVALID'] })
  @HttpCode(204)
  @ApiOperation({ summary: 'Chooses a new password with the token of a mailed link, and ends all logins' })
  @ApiProblems(400, 422)
  async resetPassword(@Body() body: ResetPasswordRequest): Promise<void> {
    await this.reset.execute(body);
  }
}
