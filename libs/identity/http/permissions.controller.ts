import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import { PERMISSION_KEYS, permissionOf, STAFF_ROLES, type UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentUser, NeededPermissions } from '#libs/platform';

import { PermissionViews } from '../core/services/permission-views.js';
import { ReplacePermissionRules } from '../core/use-cases/replace-permission-rules.js';
import {
  EffectivePermissionsQuery,
  EffectivePermissionsResponse,
  PermissionResponse,
  PermissionRulesQuery,
  PermissionRulesResponse,
  PermissionsResponse,
  ReplacePermissionRulesRequest,
  toRule,
} from './permissions.dto.js';

@ApiTags('Permissions')
@ApiBearerAuth()
@Controller('permissions')
export class PermissionsController {
  constructor(
    private readonly views: PermissionViews,
    private readonly replace: ReplacePermissionRules,
    private readonly needed: NeededPermissions,
  ) {}

  @Get()
  @Allow(...STAFF_ROLES)
  @ApiOperation({
    summary: 'Lists every permission, what holds for each role where no rule speaks, and what a rule may say',
  })
  @ApiProblems(401, 403)
  listPermissions(): PermissionsResponse {
    const { used } = this.needed;
    return { data: PERMISSION_KEYS.map((key) => PermissionResponse.from(key, permissionOf(key), used.has(key))) };
  }

  @Get('effective')
  @Allow(...STAFF_ROLES)
  @ApiOperation({ summary: 'Shows what somebody may do at an outlet, and which rule says so' })
  @ApiProblems(400, 401, 403, 404)
  async getEffectivePermissions(
    @CurrentUser() actor: UserActor,
    @Query() { outlet_id: outletId, user_id: userId }: EffectivePermissionsQuery,
  ): Promise<EffectivePermissionsResponse> {
    return EffectivePermissionsResponse.from(await this.views.effective(actor, outletId, userId));
  }

  @Get('rules')
  @Allow('ADMIN')
  @ApiOperation({ summary: 'Shows the rules of an outlet, or of the installation' })
  @ApiProblems(400, 401, 403, 404)
  async getPermissionRules(
    @CurrentUser() actor: UserActor,
    @Query() { outlet_id: outletId }: PermissionRulesQuery,
  ): Promise<PermissionRulesResponse> {
    return PermissionRulesResponse.of(await this.views.ruleSet(actor, outletId ?? null));
  }

  @Put('rules')
  @Allow('ADMIN')
  @ApiOperation({
    summary: 'Replaces the rules of an outlet, or of the installation: they count everywhere within a second',
    description:
      'A rule for a person comes before the outlet’s for their role, that before the installation’s, and that before the default. Nobody may ' +
      'change who may change rules.',
  })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async replacePermissionRules(
    @CurrentUser() actor: UserActor,
    @Query() { outlet_id: outletId }: PermissionRulesQuery,
    @Body() { version, rules }: ReplacePermissionRulesRequest,
  ): Promise<PermissionRulesResponse> {
    const wanted = { actor, outletId: outletId ?? null, version, rules: rules.map(toRule) };
    return PermissionRulesResponse.of(await this.replace.execute(wanted));
  }
}
