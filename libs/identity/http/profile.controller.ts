import { Body, Controller, Delete, Get, Headers, HttpCode, Patch, Put, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';

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

import { UserQueries } from '../core/identity.ports.js';
import { ChangeOwnProfile } from '../core/use-cases/change-own-profile.js';
import { EraseOwnAccount } from '../core/use-cases/erase-own-account.js';
import { ReplaceOwnProfile } from '../core/use-cases/replace-own-profile.js';
import { OwnDataExport } from '../core/services/own-data.js';
import { BearerSession } from './bearer-session.js';
import { OwnDataResponse } from './export.dto.js';
import { ChangeProfileRequest, EraseOwnAccountRequest, ProfileResponse } from './users.dto.js';

@ApiTags('Users')
@ApiBearerAuth()
@Allow(...USER_ROLES)
@Controller('users/me')
export class ProfileController {
  constructor(
    private readonly users: UserQueries,
    private readonly changeProfile: ChangeOwnProfile,
    private readonly replaceProfile: ReplaceOwnProfile,
    private readonly ownData: OwnDataExport,
    private readonly eraseAccount: EraseOwnAccount,
    private readonly session: BearerSession,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Shows who you are' })
  @ApiProblems(401, 403)
  async getOwnProfile(@CurrentUser() actor: UserActor): Promise<ProfileResponse> {
    return ProfileResponse.from(await this.users.get(actor.id));
  }

  @Put()
  @ApiIfMatch()
  @ApiOperation({
    summary: 'Sets your profile: name, telephone number, CPF or CNPJ, and language; what is left out is removed',
    description:
      'What you log in with stays unless it is sent: e-mail address, password and PIN. The language goes back to that of the request.',
  })
  @ApiProblems(400, 401, 403, 409, 422)
  async replaceOwnProfile(
    @CurrentUser() actor: UserActor,
    @Req() request: Authenticated,
    @Headers('accept-language') language: string | undefined,
    @IfMatch() ifMatch: number | undefined,
    @Body() body: ChangeProfileRequest,
  ): Promise<ProfileResponse> {
    const { sessionId } = await this.session.of(request);
    const { changes, ...wish } = toProfileChange(body, ifMatch);
    const profile = { ...changes, locale: changes.locale ?? languageOf(language) };
    return ProfileResponse.from(await this.replaceProfile.execute({ actor, sessionId, profile, ...wish }));
  }

  @Patch()
  @ApiIfMatch()
  @ApiOperation({
    summary: 'Changes your name, e-mail address, telephone number, CPF or CNPJ, language, PIN or password',
  })
  @ApiProblems(400, 401, 403, 409, 422)
  async changeOwnProfile(
    @CurrentUser() actor: UserActor,
    @Req() request: Authenticated,
    @IfMatch() ifMatch: number | undefined,
    @Body() body: ChangeProfileRequest,
  ): Promise<ProfileResponse> {
    const { sessionId } = await this.session.of(request);
    return ProfileResponse.from(
      await this.changeProfile.execute({ actor, sessionId, ...toProfileChange(body, ifMatch) }),
    );
  }

  @Get('export')
  @ApiOperation({ summary: 'Gives you everything that is held on you' })
  @ApiProblems(401, 403)
  async exportOwnData(@CurrentUser() actor: UserActor): Promise<OwnDataResponse> {
    return OwnDataResponse.from(await this.ownData.export(actor.id));
  }

  @Delete()
  @HttpCode(204)
  @ApiBody({ type: EraseOwnAccountRequest, required: false })
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
}

function toProfileChange(body: ChangeProfileRequest, ifMatch: number | undefined) {
  const { name, email, phone, cpf, cnpj, state_registration: stateRegistration, locale, pin, password } = body;
  return {
    changes: { name, email, phone, cpf: cpfDigits(cpf), cnpj: checkedCnpj(cnpj), stateRegistration, locale },
    secrets: { pin, password },
    currentPassword: body.current_password,
    version: body.version ?? ifMatch,
  };
}
