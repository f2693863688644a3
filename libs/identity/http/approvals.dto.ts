import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsObject, IsString, Matches, ValidateBy, ValidateNested } from 'class-validator';

import { PERMISSION_KEYS, type PermissionKey, STAFF_ROLES, type StaffRole } from '#libs/kernel';
import { Code, FreeText, IfGiven, IsId, PageQuery, PageResponse, TextLength } from '#libs/platform';

import { APPROVAL_STATUSES, type ApprovalStatus } from '../core/model/approval-request.js';
import type { ShownApproval } from '../core/services/permission-views.js';
import { IsPin } from './account-fields.js';

const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;
const PATH = /^\/[\x21-\x7e]+$/;
const MOST_MEMBERS = 100;

const HasFewMembers = () =>
  ValidateBy({
    name: 'hasFewMembers',
    validator: {
      validate: (value: unknown) => typeof value === 'object' && Object.keys(value ?? {}).length <= MOST_MEMBERS,
      defaultMessage: () => `body must have at most ${MOST_MEMBERS} members`,
    },
  });

/** The request that will be sent, exactly so, with the grant as `X-Approval-Grant`. */
export class WantedRequestRequest {
  @ApiProperty({ enum: METHODS, example: 'POST' })
  @IsIn(METHODS)
  method!: (typeof METHODS)[number];

  /** With its query, if it has one. */
  @ApiProperty({ example: '/api/v1/orders/0192f3c4-5d6e-7f80-8a9b-0c1d2e3f4a5b/discount' })
  @Code()
  @TextLength(2, 500)
  @Matches(PATH)
  path!: string;

  /** Without `approval`. */
  @ApiProperty({
    type: Object,
    additionalProperties: true,
    maxProperties: MOST_MEMBERS,
    required: false,
    example: { type: 'PERCENT', value: 10, reason: 'Cold soup' },
  })
  @IfGiven()
  @IsObject()
  @HasFewMembers()
  body?: Record<string, unknown>;
}

/** Whoever approves, and the PIN that they type; the demo's supervisor in the example. */
export class ApproverRequest {
  @ApiProperty({ example: '72a9ca8a-c6bb-5ada-a7f2-7f5157fe3d7c' })
  @IsId()
  user_id!: string;

  @ApiProperty({ example: '2222' })
  @IsPin()
  pin!: string;
}

export class RequestApprovalRequest {
  @IsId()
  outlet_id!: string;

  @IsObject()
  @ValidateNested()
  @Type(() => WantedRequestRequest)
  request!: WantedRequestRequest;

  /** For whoever decides it. */
  @ApiProperty({ example: 'The soup was cold', required: false })
  @IfGiven()
  @FreeText()
  @IsString()
  @TextLength(1, 300)
  reason?: string;
}

export class CreateApprovalRequest {
  @IsId()
  outlet_id!: string;

  @IsObject()
  @ValidateNested()
  @Type(() => WantedRequestRequest)
  request!: WantedRequestRequest;

  @IsObject()
  @ValidateNested()
  @Type(() => ApproverRequest)
  approver!: ApproverRequest;
}

export class ApprovalResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  outlet_id!: string;

  /** What the request needs. */
  @ApiProperty({ enum: PERMISSION_KEYS, isArray: true })
  permissions!: PermissionKey[];

  @ApiProperty({ format: 'uuid' })
  asked_by!: string;

  @ApiProperty({ enum: STAFF_ROLES })
  asked_by_role!: StaffRole;

  method!: string;

  path!: string;

  /** As it will be sent. */
  @ApiProperty({ type: Object, additionalProperties: true })
  body!: Record<string, unknown>;

  reason!: string | null;

  @ApiProperty({ enum: APPROVAL_STATUSES })
  status!: ApprovalStatus;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  decided_by!: string | null;

  created_at!: Date;

  /** While it waits: until when it may be decided. Once it is granted: until when it is good. */
  expires_at!: Date;

  /** To be sent once as `X-Approval-Grant`: told to whoever asked alone. Null for others, and once it is good for nothing any more. */
  grant!: string | null;

  static from({ approval, grant }: ShownApproval): ApprovalResponse {
    const { request } = approval;
    return {
      id: approval.id,
      outlet_id: approval.outletId,
      permissions: [...approval.keys],
      asked_by: approval.askedBy,
      asked_by_role: approval.askedByRole,
      method: request.method,
      path: request.path,
      body: request.body,
      reason: approval.reason,
      status: approval.status,
      decided_by: approval.decidedBy,
      created_at: approval.createdAt,
      expires_at: approval.expiresAt,
      grant,
    };
  }
}

export class ApprovalsQuery extends PageQuery {
  /** Approvals at this outlet. */
  @IfGiven()
  @IsId()
  outlet_id?: string;

  @ApiProperty({ enum: APPROVAL_STATUSES, required: false })
  @IfGiven()
  @IsIn(APPROVAL_STATUSES)
  status?: ApprovalStatus;
}

export class ApprovalsPage extends PageResponse {
  data!: ApprovalResponse[];
}
