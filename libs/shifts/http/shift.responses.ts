import type { Actor } from '#libs/kernel';

import type { CashMovement } from '../core/model/cash-movement.js';
import type { ChainVerdict } from '../core/services/report-chain.js';
import { seesExpectedCash, type ShiftState } from '../core/model/shift.js';
import type { ShiftView } from '../core/shifts.ports.js';
import type { ReportChainResponse } from './shift-report.dto.js';
import type { DeclarationRequest } from './declaration.dto.js';
import type { CloseApprovalRequest } from './shift-count.dto.js';
import type { CashMovementResponse, ClosedShiftResponse, ShiftReportLink, ShiftResponse } from './shifts.dto.js';

export function shiftResponse(actor: Actor, shift: ShiftView): ShiftResponse {
  const isVisible = seesExpectedCash(actor, shift.status);
  return {
    id: shift.id,
    outlet_id: shift.outletId,
    user_id: shift.userId,
    status: shift.status,
    currency: shift.currency,
    time_zone: shift.timeZone,
    business_date: shift.businessDate,
    start_cash: shift.startCash,
    opened_at: shift.openedAt.toISOString(),
    opened_by: shift.openedBy,
    closed_at: shift.closedAt?.toISOString() ?? null,
    closed_by: shift.closedBy,
    end_cash: shift.endCash,
    expected_cash: isVisible ? shift.expectedCash : null,
    difference: shift.endCash === null || !isVisible ? null : shift.endCash - shift.expectedCash,
    note: shift.note,
    approved_by: shift.approvedBy,
    ...(shift.handedOverFrom !== null && { handed_over_from: shift.handedOverFrom }),
    ...(shift.drawer && { drawer: { id: shift.drawer.id, name: shift.drawer.name } }),
    ...(shift.endedAt !== null && {
      ended_at: shift.endedAt.toISOString(),
      ended_by: shift.endedBy ?? undefined,
      first_count: shift.firstCount ?? undefined,
      audit_note: shift.auditNote,
    }),
    report: reportLink(shift),
  };
}

export function closedShiftResponse(actor: Actor, shift: ShiftState, expectedCash: number): ClosedShiftResponse {
  const response = shiftResponse(actor, { ...shift, expectedCash, reportNumber: null });
  return {
    ...response,
    variance: response.difference,
    open_orders: [...(shift.closing?.open_orders ?? [])],
  };
}

export const movementResponse = (movement: CashMovement, currency: string): CashMovementResponse => ({
  id: movement.id,
  shift_id: movement.shiftId,
  outlet_id: movement.outletId,
  type: movement.type,
  amount: Math.abs(movement.amount),
  effect: movement.amount,
  currency,
  reason: movement.reason,
  payment_id: movement.paymentId,
  refund_id: movement.refundId,
  paid_to: movement.paidTo ?? null,
  created_by: movement.createdBy,
  occurred_at: movement.occurredAt.toISOString(),
});

export const chainResponse = (outletId: string, verdict: ChainVerdict): ReportChainResponse => ({
  outlet_id: outletId,
  valid: verdict.fault === null,
  reports: verdict.reports,
  last_number: verdict.lastNumber,
  last_hash: verdict.lastHash,
  fault: verdict.fault && { number: verdict.fault.number, code: verdict.fault.code },
});

export const approvalOf = (request: CloseApprovalRequest | null | undefined) =>
  request
    ? {
        userId: request.user_id ?? undefined,
        username: request.username ?? undefined,
        pin: request.pin ?? undefined,
        password: request.password ?? undefined,
      }
    : undefined;

export const declarationsOf = (requests: readonly DeclarationRequest[] | null | undefined) =>
  requests?.map(({ method, tender_id, amount, count }) => ({
    method,
    tenderId: tender_id?.toLowerCase(),
    amount,
    count,
  }));

function reportLink({ id, status, reportNumber }: ShiftView): ShiftReportLink {
  const made = reportNumber === null ? 'QUEUED' : 'READY';
  return {
    status: status === 'CLOSED' ? made : 'LIVE',
    number: reportNumber,
    url: `/api/v1/shifts/${id}/report`,
  };
}
