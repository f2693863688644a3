import { Body, Controller, Delete, Get, Headers, HttpCode, Patch, Put, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import { USER_ROLES, type UserActor } from '#libs/kernel';
import {
  Allow,
  ApiIfMatch,
  ApiProblems,
  type Authenticated,
  CurrentUser,
  IfMatch,
  checkedCnpj,
  cpfDigits,
  languageOf,
} from '#libs/platform';

import { userNotFound } from '../core/identity.errors.js';
import { UserRepository } from '../core/identity.ports.js';
import { ChangeOwnProfile } from '../core/use-cases/change-own-profile.js';
import { EraseOwnAccount } from '../core/use-cases/erase-own-account.js';
import { ExportOwnData } from '../core/use-cases/export-own-data.js';
import { BearerSession } from './bearer-session.js';
import { OwnDataResponse } from './export.dto.js';
import { ChangeProfileRequest, EraseOwnAccountRequest, ProfileResponse } from './users.dto.js';

@ApiTags('Users')
@ApiBearerAuth()
@Allow(...USER_ROLES)
@Controller('users/me')
export class ProfileController {
  constructor(
    private readonly users: UserRepository,
    private readonly changeProfile: ChangeOwnProfile,
    private readonly exportData: ExportOwnData,
    private readonly eraseAccount: EraseOwnAccount,
    private readonly session: BearerSession,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Shows who you are' })
  @ApiProblems(401, 403)
  async getOwnProfile(@CurrentUser() actor: UserActor): Promise<ProfileResponse> {
    const user = await this.users.find(actor.id);
    if (!user) throw userNotFound();
    return ProfileResponse.from(user);
  }

  @Put()
  @ApiIfMatch()
  @ApiOperation({
    summary: 'Sets your profile: name, telephone number, CPF or CNPJ, and language; what is left out is removed',
    description:
      'What you log in with stays unless it is sent: e-mail address, password and PIN. The language goes back to that of the request.',
  })
  @ApiProblems(400, 401, 403, 409, 422)
  replaceOwnProfile(
    @CurrentUser() actor: UserActor,
    @Req() request: Authenticated,
    @Headers('accept-language') language: string | undefined,
    @IfMatch() ifMatch: number | undefined,
    @Body()
    { name = null, phone = null, cpf = null, cnpj = null, state_registration = null, ...body }: ChangeProfileRequest,
  ): Promise<ProfileResponse> {
    const locale = body.locale ?? languageOf(language);
    return this.change(actor, request, { ...body, name, phone, cpf, cnpj, state_registration, locale }, ifMatch);
  }

  @Patch()
  @ApiIfMatch()
  @ApiOperation({
    summary: 'Changes your name, e-mail address, telephone number, CPF or CNPJ, language, PIN or password',
  })
  @ApiProblems(400, 401, 403, 409, 422)
  changeOwnProfile(
    @CurrentUser() actor: UserActor,
    @Req() request: Authenticated,
    @IfMatch() ifMatch: number | undefined,
    @Body() body: ChangeProfileRequest,
  ): Promise<ProfileResponse> {
    return this.change(actor, request, body, ifMatch);
  }

  @Get('export')
  @ApiOperation({ summary: 'Gives you everything that is held on you' })
  @ApiProblems(401, 403)
  async exportOwnData(@CurrentUser() actor: UserActor): Promise<OwnDataResponse> {
    return OwnDataResponse.from(await this.exportData.execute(actor.id));
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Erases your account: what tax law keeps stays without your name' })
  @ApiProblems(400, 401, 403, 409, 422)
  async eraseOwnAccount(
    @CurrentUser() actor: UserActor,
    @Req() request: Authenticated,
    @Body() { current_password: currentPassword }: EraseOwnAccountRequest,
  ): Promise<void> {
    const { sessionId } = await this.session.of(request);
    await this.eraseAccount.execute({ actor, sessionId, currentPassword });
  }

  private async change(
    actor: UserActor,
    request: Authenticated,
    body: ChangeProfileRequest,
    ifMatch: number | undefined,
  ): Promise<ProfileResponse> {
    const { name, email, phone, cpf, locale, pin, password, current_password: currentPassword, version } = body;
    const { sessionId } = await this.session.of(request);
    const user = await this.changeProfile.execute({
      actor,
      sessionId,
      changes: {
        name,
        email,
        phone,
        cpf: cpfDigits(cpf),
        cnpj: checkedCnpj(body.cnpj),
        stateRegistration: body.state_registration,
        locale,
      },
      secrets: { pin, password },
      currentPassword,
      version: version ?? ifMatch,
    });
    return ProfileResponse.from(user);
  }
}
