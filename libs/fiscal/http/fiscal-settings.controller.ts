import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import type { UserActor } from '#libs/kernel';
import { Allow, ApiIfMatch, ApiProblems, CurrentUser, IfMatch, UuidPipe } from '#libs/platform';

import { OutletFiscalSettings } from '../core/services/outlet-fiscal-settings.js';
import { ReplaceFiscalSettings } from '../core/use-cases/replace-fiscal-settings.js';
import { FiscalSettingsRequest, FiscalSettingsResponse, settingsOf } from './fiscal-settings.dto.js';

@ApiTags('Fiscal documents')
@ApiBearerAuth()
@Controller('outlets/:id/fiscal')
export class FiscalSettingsController {
  constructor(
    private readonly settings: OutletFiscalSettings,
    private readonly replace: ReplaceFiscalSettings,
  ) {}

  @Get()
  @Allow('ADMIN')
  @ApiOperation({ summary: 'Shows how an outlet issues its fiscal documents' })
  @ApiProblems(400, 401, 403, 404)
  async getFiscalSettings(@Param('id', UuidPipe) id: string): Promise<FiscalSettingsResponse> {
    return FiscalSettingsResponse.from(await this.settings.of(id));
  }

  @Put()
  @Allow('ADMIN')
  @ApiIfMatch()
  @ApiOperation({
    summary: 'Says how an outlet issues its fiscal documents; what is left out goes back to its default',
  })
  @ApiProblems(400, 401, 403, 404, 409, 413, 415, 422)
  async replaceFiscalSettings(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
    @Body() body: FiscalSettingsRequest,
    @IfMatch() ifMatch?: number,
  ): Promise<FiscalSettingsResponse> {
    const version = body.version ?? ifMatch;
    const saved = await this.replace.execute({ actor, outletId: id, settings: settingsOf(body), version });
    return FiscalSettingsResponse.from(saved);
  }
}
