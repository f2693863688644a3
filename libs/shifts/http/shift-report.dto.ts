import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';

import { CsvDelimiterField, Optional } from '#libs/platform';
import type { CsvDelimiter } from '#libs/platform/csv';

import { CHAIN_FAULTS, type ChainFaultCode } from '../core/services/report-chain.js';
import { SHIFT_REPORT_FORMATS, type ShiftReportFormat } from '../core/model/shift-report.js';
import { CarriedOrderResponse, ShiftDrawerResponse } from './shifts.dto.js';

export class ShiftReportQuery {
  /** X while the shift is open, Z after; whichever there is when left out. */
  @Optional()
  @IsIn(['X', 'Z'])
  @ApiProperty({ enum: ['X', 'Z'], enumName: 'ShiftReportType', required: false })
  type?: 'X' | 'Z';

  @Optional()
  @IsIn(SHIFT_REPORT_FORMATS)
  @ApiProperty({ enum: SHIFT_REPORT_FORMATS, enumName: 'ShiftReportFormat', required: false })
  format?: ShiftReportFormat;

  @CsvDelimiterField()
  delimiter?: CsvDelimiter;
}

export class QueuedReportResponse {
  /** Always `QUEUED`: ask again after the seconds in Retry-After. */
  @ApiProperty({ enum: ['QUEUED'], enumName: 'QueuedReportStatus' })
  status!: 'QUEUED';
}

export class ReportPersonResponse {
  id!: string;
  /** Null for somebody whose account is gone. */
  name!: string | null;
}

export class ReportOutletResponse {
  id!: string;
  name!: string;
}

export class ReportSalesResponse {
  method!: string;
  /** Captured payments. */
  count!: number;
  /** Hidden (null) for cash while its cashier looks at their own open drawer. */
  amount!: number | null;
  /** What rounding to the smallest coin added. */
  rounding!: number | null;
}

export class ReportRefundsResponse {
  method!: string;
  count!: number;
  amount!: number | null;
}

export class ReportMovementResponse {
  id!: string;
  amount!: number;
  reason!: string;
  by!: ReportPersonResponse;
  at!: string;
}

export class ReportDenominationResponse {
  /** Of one coin or note. */
  value!: number;
  count!: number;
}

/** What a tender took, and what was declared of it. */
export class ReportTenderResponse {
  method!: string;
  tender_id!: string;
  name!: string;
  /** Payments. */
  count!: number;
  /** Charged, tips included, less refunded. Hidden (null) while its cashier looks at their own open drawer. */
  expected!: number | null;
  /** Null where nothing was declared. */
  declared!: number | null;
  /** How many slips were declared. */
  declared_count!: number | null;
  /** Declared less expected. */
  difference!: number | null;
}

/** Somebody who took cash into a colleague's drawer. */
export class ReportMemberResponse {
  user!: ReportPersonResponse;
  joined_at!: string;
  left_at!: string | null;
}

/** What one person took and gave back. Amounts are hidden (null) while the drawer's cashier looks at it open. */
export class ReportTakerResponse {
  cashier!: ReportPersonResponse;
  /** Payments. */
  count!: number;
  /** By every method. */
  amount!: number | null;
  cash!: number | null;
  refunds!: number | null;
  cash_refunds!: number | null;
}

/** Tips that came by one means. */
export class ReportTipTotalResponse {
  method!: string;
  /** Null for cash and gateways. */
  tender_id!: string | null;
  name!: string | null;
  /** Payments that had one. */
  count!: number;
  /** Hidden (null) while the cashier looks at their own open drawer. */
  amount!: number | null;
}

/** Tips of the shift, in no other total. */
export class ReportTipsResponse {
  by_tender!: ReportTipTotalResponse[];
  /** In cash, to whom they belong. */
  paid_out!: number;
  refunded!: number | null;
  /** What came less what went back and was paid out; below zero where tips of earlier shifts were paid. */
  owed!: number | null;
}

/** Lines of the drawer beside sales, refunds and what was moved by hand. */
export class ReportDrawerExtrasResponse {
  /** In cash, those that went back taken off. */
  tips!: number | null;
  tips_paid_out!: number;
}

/** Money of an earlier shift that was found or missed after its Z. */
export class ReportAdjustmentResponse {
  id!: string;
  /** The Z that it is of. */
  report_number!: number;
  shift_id!: string;
  method!: string;
  /** Null for cash. */
  tender_id!: string | null;
  name!: string | null;
  /** Negative for what was missed. */
  amount!: number;
  payment_id!: string | null;
  reason!: string;
  by!: ReportPersonResponse;
  at!: string;
}

/** The first of two steps in which a shift is closed. */
export class ReportCountResponse {
  at!: string;
  by!: ReportPersonResponse;
  /** What was counted then; `counted_cash` is what the audit counted again, where it did. */
  cash!: number;
  /** What the audit said. */
  audit_note!: string | null;
}

export class ReportTotalsResponse {
  /** Captured payments of every method. */
  gross!: number | null;
  refunds!: number | null;
  net!: number | null;
  rounding!: number | null;
  payments_count!: number;
  refunds_count!: number;
  cash_sales!: number | null;
  cash_refunds!: number | null;
  pay_ins!: number;
  pay_outs!: number;
  drops!: number;
}

export class ReportAuditHeadResponse {
  /** How many entries were sealed. */
  n!: number;
  hash!: string;
}

export class ShiftReportResponse {
  /** X: live, of an open shift. Z: final. */
  @ApiProperty({ enum: ['X', 'Z'], enumName: 'ShiftReportType' })
  type!: 'X' | 'Z';
  /** Of a Z: counted up without gaps per outlet. */
  number?: number;
  /** Of a Z: the hash of the outlet's Z before it; null for the first. */
  previous_hash?: string | null;
  /** Of a Z: SHA-256 over all other members as JSON with sorted keys and no spaces. */
  hash?: string;
  shift_id!: string;
  outlet!: ReportOutletResponse;
  cashier!: ReportPersonResponse;
  /** The named drawer, as it was called when the shift began. Absent where it is on none. */
  drawer?: ShiftDrawerResponse;
  opened_at!: string;
  opened_by!: ReportPersonResponse;
  closed_at!: string | null;
  closed_by!: ReportPersonResponse | null;
  /** Of a shift that is closed in two steps: who counted it, before `closed_by` audited it. */
  count?: ReportCountResponse;
  business_date!: string;
  time_zone!: string;
  locale!: string;
  currency!: string;
  float!: number;
  /** The shift whose count is this one's float. Absent where the float was put in. */
  handed_over_from?: string;
  sales!: ReportSalesResponse[];
  refunds!: ReportRefundsResponse[];
  pay_ins!: ReportMovementResponse[];
  pay_outs!: ReportMovementResponse[];
  drops!: ReportMovementResponse[];
  /** Hidden (null) while the cashier still counts. */
  expected_cash!: number | null;
  counted_cash!: number | null;
  difference!: number | null;
  /** Absent where nobody sorted the cash. */
  denominations?: ReportDenominationResponse[];
  /** Absent where the outlet has none, and nothing was paid by one. */
  tenders?: ReportTenderResponse[];
  /** Absent where its owner was alone at the drawer. */
  members?: ReportMemberResponse[];
  /** Absent where its owner was alone at the drawer. */
  by_cashier?: ReportTakerResponse[];
  /** The drawer was opened without a sale. Absent where it never was. */
  no_sales?: ReportMovementResponse[];
  /** Absent where there were none. */
  tips?: ReportTipsResponse;
  /** Absent where there were no tips. */
  drawer_extras?: ReportDrawerExtrasResponse;
  /** Of a Z: what was found or missed of earlier shifts since the Z before, in no total. Absent where nothing was. */
  late_adjustments?: ReportAdjustmentResponse[];
  note!: string | null;
  approved_by!: ReportPersonResponse | null;
  open_orders!: CarriedOrderResponse[];
  totals!: ReportTotalsResponse;
  /** Of a Z: the end of the outlet's audit log at that moment; `GET /audit-log/verify` holds the log against it. */
  audit_head?: ReportAuditHeadResponse;
  made_at!: string;
}

export class ReportChainFaultResponse {
  /** The first report that is missing or not as it was made. */
  number!: number;
  @ApiProperty({ enum: CHAIN_FAULTS, enumName: 'ReportChainFaultCode' })
  code!: ChainFaultCode;
}

export class ReportChainResponse {
  outlet_id!: string;
  valid!: boolean;
  /** How many reports were found to be as they were made. */
  reports!: number;
  last_number!: number;
  /** Keep it outside of this system: with it, a chain that was rewritten as a whole can be told too. */
  last_hash!: string | null;
  fault!: ReportChainFaultResponse | null;
}
