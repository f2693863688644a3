import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import { STAFF_ROLES, type UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentUser, Idempotent, KeptAnswer, UuidPipe } from '#libs/platform';

import type { WantedRequest } from '../core/model/approval-request.js';
import { PermissionViews } from '../core/services/permission-views.js';
import { CreateApproval } from '../core/use-cases/create-approval.js';
import { DenyApproval } from '../core/use-cases/deny-approval.js';
import { GrantApproval } from '../core/use-cases/grant-approval.js';
import { RequestApproval } from '../core/use-cases/request-approval.js';
import {
  ApprovalResponse,
  ApprovalsPage,
  ApprovalsQuery,
  CreateApprovalRequest,
  RequestApprovalRequest,
  type WantedRequestRequest,
} from './approvals.dto.js';

/** A grant is no part of a kept answer: whoever asks again with their key is told it again. */
const KeepsNoGrant = () => Idempotent({ inSteps: () => true, secret: 'grant' });

/** The consent of somebody who may do alone what a colleague wants to do, for one request. */
@ApiTags('Permissions')
@ApiBearerAuth()
@Controller('approvals')
export class ApprovalsController {
  constructor(
    private readonly views: PermissionViews,
    private readonly create: CreateApproval,
    private readonly request: RequestApproval,
    private readonly grantIt: GrantApproval,
    private readonly denyIt: DenyApproval,
  ) {}

  @Post()
  @Allow(...STAFF_ROLES)
  @KeepsNoGrant()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Approves one request at the till, by the PIN of a colleague who may do it alone',
    description:
      'The grant is good for two minutes and for exactly this request of whoever asked: same method, path and body, sent once with the grant as `X-Approval-Grant`.',
  })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async createApproval(
    @CurrentUser() actor: UserActor,
    @Body() { outlet_id: outletId, request, approver }: CreateApprovalRequest,
    @KeptAnswer() kept?: ApprovalResponse,
  ): Promise<ApprovalResponse> {
    if (kept) return this.again(kept);
    const proof = { userId: approver.user_id, pin: approver.pin };
    return ApprovalResponse.from(
      await this.create.execute({ actor, outletId, request: wantedOf(request), approver: proof }),
    );
  }

  @Post('requests')
  @Allow(...STAFF_ROLES)
  @KeepsNoGrant()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Asks those who are not at the till to approve one request',
    description:
      'Those who may decide it hear `APPROVAL_REQUESTED`, whoever asked hears `APPROVAL_DECIDED`. The grant is good for two minutes once it is granted, and for nothing before.',
  })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async requestApproval(
    @CurrentUser() actor: UserActor,
    @Body() { outlet_id: outletId, request, reason }: RequestApprovalRequest,
    @KeptAnswer() kept?: ApprovalResponse,
  ): Promise<ApprovalResponse> {
    if (kept) return this.again(kept);
    return ApprovalResponse.from(await this.request.execute({ actor, outletId, request: wantedOf(request), reason }));
  }

  @Post('requests/:id/grant')
  @HttpCode(200)
  @Allow(...STAFF_ROLES)
  @Idempotent()
  @ApiOperation({ summary: 'Grants what a colleague asks for, by whoever may do it alone' })
  @ApiProblems(400, 401, 403, 404, 409)
  async grantApproval(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) approvalId: string,
  ): Promise<ApprovalResponse> {
    return ApprovalResponse.from({ approval: await this.grantIt.execute({ actor, approvalId }), grant: null });
  }

  @Post('requests/:id/deny')
  @HttpCode(200)
  @Allow(...STAFF_ROLES)
  @Idempotent()
  @ApiOperation({ summary: 'Denies what a colleague asks for, by whoever may do it alone' })
  @ApiProblems(400, 401, 403, 404, 409)
  async denyApproval(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) approvalId: string,
  ): Promise<ApprovalResponse> {
    return ApprovalResponse.from({ approval: await this.denyIt.execute({ actor, approvalId }), grant: null });
  }

  @Get()
  @Allow(...STAFF_ROLES)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Lists the approvals that one asked for and those that one may decide, newest first' })
  @ApiProblems(400, 401, 403, 404)
  async listApprovals(
    @CurrentUser() actor: UserActor,
    @Query() { outlet_id: outletId, status, limit, offset }: ApprovalsQuery,
  ): Promise<ApprovalsPage> {
    const page = await this.views.approvalPage(actor, { outletId, status }, { limit, offset });
    return { ...page, data: page.data.map((shown) => ApprovalResponse.from(shown)) };
  }

  private again(kept: ApprovalResponse): ApprovalResponse {
    return { ...kept, grant: this.views.grantOf(kept.id) };
  }
}

const wantedOf = ({ method, path, body = {} }: WantedRequestRequest): WantedRequest => ({ method, path, body });
