import { Injectable } from '@nestjs/common';

import type { OutletScope, Page, PageRequest, PermissionKey, StaffRole } from '#libs/kernel';
import { Database } from '#libs/platform';

import type { ApprovalRequest, ApprovalStatus, Decision, NewApproval } from '../core/model/approval-request.js';
import type { Approvable } from '../core/model/rule-book.js';
import { type ApprovalFilter, ApprovalRepository, type Spend, type Spending } from '../core/identity.ports.js';

type ApprovalRow = Record<string, unknown> & {
  id: string;
  outlet_id: string;
  asked_by: string;
  asked_by_role: StaffRole;
  keys: PermissionKey[];
  method: string;
  path: string;
  body: Record<string, unknown>;
  reason: string | null;
  shown_status: ApprovalStatus;
  decided_by: string | null;
  created_at: Date;
  expires_at: Date;
};

const SHOWN_STATUS = `CASE WHEN status = 'DENIED' THEN 'DENIED' WHEN spent_at IS NOT NULL THEN 'SPENT'
  WHEN expires_at <= now() THEN 'EXPIRED' ELSE status END`;
const COLUMNS = `id, outlet_id, asked_by, asked_by_role, keys, method, path, body, reason, ${SHOWN_STATUS} AS shown_status,
  decided_by, created_at, expires_at`;
/** Under which the keys of every outlet stand that is not named. */
const ELSEWHERE = '*';
const PAGE = `
  FROM approvals
  WHERE (asked_by = $1
      OR keys <@ ARRAY(SELECT jsonb_array_elements_text(coalesce($2::jsonb -> outlet_id::text, $2::jsonb -> '${ELSEWHERE}'))))
    AND ($3::uuid IS NULL OR outlet_id = $3) AND ($4::text IS NULL OR ${SHOWN_STATUS} = $4)`;

@Injectable()
export class SqlApprovalRepository extends ApprovalRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async add(approval: NewApproval): Promise<void> {
    const { request, decidedBy, createdAt } = approval;
    await this.database.execute({
      name: 'approvals.add',
      text: `INSERT INTO approvals (id, outlet_id, asked_by, asked_by_role, keys, method, path, body, reason, request_hash, token_hash,
               status, decided_by, decided_at, created_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
      values: [
        approval.id,
        approval.outletId,
        approval.askedBy,
        approval.askedByRole,
        approval.keys,
        request.method,
        request.path,
        JSON.stringify(request.body),
        approval.reason,
        approval.requestHash,
        approval.tokenHash,
        approval.status,
        decidedBy,
        decidedBy === null ? null : createdAt,
        createdAt,
        approval.expiresAt,
      ],
    });
  }

  async lock(scope: OutletScope, id: string): Promise<ApprovalRequest | null> {
    const [row] = await this.database.query<ApprovalRow>({
      name: 'approvals.lock',
      text: `SELECT ${COLUMNS} FROM approvals WHERE id = $1 AND ($2 OR outlet_id = ANY ($3::uuid[])) FOR UPDATE`,
      values: [id, ...scopeValues(scope)],
    });
    return row ? toRequest(row) : null;
  }

  async decide(id: string, { status, by, at, expiresAt }: Decision): Promise<void> {
    await this.database.execute({
      name: 'approvals.decide',
      text: `UPDATE approvals SET status = $2, decided_by = $3, decided_at = $4, expires_at = $5 WHERE id = $1`,
      values: [id, status, by, at, expiresAt],
    });
  }

  async spend({ tokenHash, askedBy, outletId, key, requestHash, at }: Spend): Promise<Spending> {
    const [spent] = await this.database.query<{ decided_by: string }>({
      name: 'approvals.spend',
      text: `UPDATE approvals SET spent_at = $6, spent_in = pg_current_xact_id()
             WHERE token_hash = $1 AND asked_by = $2 AND outlet_id = $3 AND $4 = ANY (keys) AND request_hash = $5
               AND status = 'GRANTED' AND expires_at > $6 AND (spent_at IS NULL OR spent_in = pg_current_xact_id())
             RETURNING decided_by`,
      values: [tokenHash, askedBy, outletId, key, requestHash, at],
    });
    if (spent) return { outcome: 'SPENT', approvedBy: spent.decided_by };
    const [row] = await this.database.query<{ fits: boolean; used: boolean }>({
      name: 'approvals.why-not',
      text: `SELECT asked_by = $2 AND outlet_id = $3 AND $4 = ANY (keys) AND request_hash = $5 AND status = 'GRANTED' AS fits,
               spent_at IS NOT NULL AS used
             FROM approvals WHERE token_hash = $1`,
      values: [tokenHash, askedBy, outletId, key, requestHash],
    });
    if (!row?.fits) return { outcome: 'MISMATCH' };
    return { outcome: row.used ? 'USED' : 'EXPIRED' };
  }

  async page(
    { userId, approves }: { userId: string; approves: Approvable },
    { outletId, status }: ApprovalFilter,
    { limit, offset }: PageRequest,
  ): Promise<Page<ApprovalRequest>> {
    const places = { ...Object.fromEntries(approves.byOutlet), [ELSEWHERE]: approves.elsewhere };
    const values = [userId, JSON.stringify(places), outletId ?? null, status ?? null];
    const rows = await this.database.query<ApprovalRow>({
      name: 'approvals.page',
      text: `SELECT ${COLUMNS} ${PAGE} ORDER BY id DESC LIMIT $5 OFFSET $6`,
      values: [...values, limit, offset],
    });
    const [count] = await this.database.query<{ total: number }>({
      name: 'approvals.count',
      text: `SELECT count(*) AS total ${PAGE}`,
      values,
    });
    return { data: rows.map(toRequest), total: count?.total ?? 0, limit, offset };
  }
}

const scopeValues = (scope: OutletScope): [boolean, readonly string[]] => [
  scope === 'all',
  scope === 'all' ? [] : scope,
];

const toRequest = (row: ApprovalRow): ApprovalRequest => ({
  id: row.id,
  outletId: row.outlet_id,
  askedBy: row.asked_by,
  askedByRole: row.asked_by_role,
  keys: row.keys,
  request: { method: row.method, path: row.path, body: row.body },
  reason: row.reason,
  status: row.shown_status,
  decidedBy: row.decided_by,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
});
