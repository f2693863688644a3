import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import type { UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentUser, Idempotent, MayNeed, Needs, UuidPipe } from '#libs/platform';

import { ShiftViews } from '../core/services/shift-views.js';
import { CloseShift } from '../core/use-cases/close-shift.js';
import { OpenShift } from '../core/use-cases/open-shift.js';
import { approvalOf, closedShiftResponse, declarationsOf, movementResponse, shiftResponse } from './shift.responses.js';
import {
  ClosedShiftResponse,
  CloseShiftRequest,
  CurrentShiftQuery,
  ListShiftsQuery,
  OpenShiftRequest,
  ShiftDetailResponse,
  ShiftListResponse,
  ShiftResponse,
} from './shifts.dto.js';

const DATE = /^\d{4}-\d\d-\d\d$/;

@ApiTags('Shifts')
@ApiBearerAuth()
@Controller('shifts')
export class ShiftsController {
  constructor(
    private readonly shifts: ShiftViews,
    private readonly open: OpenShift,
    private readonly close: CloseShift,
  ) {}

  @Post('open')
  @Allow('KASIR', 'SUPERVISOR', 'ADMIN')
  @Needs('drawer.open', { body: 'outlet_id' })
  @Idempotent()
  @ApiOperation({ summary: "Opens a cashier's shift with the cash in the drawer" })
  @ApiProblems(400, 401, 403, 404, 409, 413, 415, 422)
  async openShift(@CurrentUser() actor: UserActor, @Body() body: OpenShiftRequest): Promise<ShiftResponse> {
    const shift = await this.open.execute({
      actor,
      outletId: body.outlet_id,
      startCash: body.start_cash,
      isConfirmed: body.start_cash_confirmed,
      userId: body.user_id ?? undefined,
      drawerId: body.drawer_id ?? undefined,
    });
    return shiftResponse(actor, { ...shift, expectedCash: shift.startCash, reportNumber: null });
  }

  @Post('close')
  @HttpCode(200)
  @Allow('KASIR', 'SUPERVISOR', 'ADMIN')
  @MayNeed('drawer.audit')
  @Idempotent()
  @ApiOperation({
    summary: 'Counts the drawer and declares what its tenders took, closes the shift, and has its Z report made',
  })
  @ApiProblems(400, 401, 403, 404, 409, 413, 415, 422)
  async closeShift(@CurrentUser() actor: UserActor, @Body() body: CloseShiftRequest): Promise<ClosedShiftResponse> {
    const { shift, expectedCash } = await this.close.execute({
      actor,
      shiftId: body.shift_id,
      endCash: body.end_cash,
      isConfirmed: body.end_cash_confirmed,
      denominations: body.denominations?.map(({ value, count }) => ({ value, count })),
      declared: declarationsOf(body.declared),
      note: body.note ?? undefined,
      approval: approvalOf(body.approval),
    });
    return closedShiftResponse(actor, shift, expectedCash);
  }

  @Get('current')
  @Allow('KASIR', 'WAITER', 'SUPERVISOR', 'ADMIN')
  @ApiOperation({ summary: 'Shows your open shift' })
  @ApiProblems(400, 401, 403, 404)
  async getCurrentShift(@CurrentUser() actor: UserActor, @Query() query: CurrentShiftQuery): Promise<ShiftResponse> {
    const shift = await this.shifts.current(actor, query.outlet_id);
    return shiftResponse(actor, shift);
  }

  @Get()
  @Allow('KASIR', 'SUPERVISOR', 'ADMIN')
  @ApiOperation({ summary: 'Lists shifts, the latest first; a cashier sees their own' })
  @ApiProblems(400, 401, 403, 404)
  async listShifts(@CurrentUser() actor: UserActor, @Query() query: ListShiftsQuery): Promise<ShiftListResponse> {
    const page = await this.shifts.list({
      actor,
      page: query,
      outletId: query.outlet_id,
      userId: query.user_id,
      status: query.status,
      from: dateOrInstant(query.from),
      to: dateOrInstant(query.to),
    });
    return { ...page, data: page.data.map((shift) => shiftResponse(actor, shift)) };
  }

  @Get(':id')
  @Allow('KASIR', 'SUPERVISOR', 'ADMIN')
  @ApiOperation({ summary: 'Shows a shift, and to a supervisor the cash that moved in it' })
  @ApiProblems(400, 401, 403, 404)
  async getShift(@CurrentUser() actor: UserActor, @Param('id', UuidPipe) id: string): Promise<ShiftDetailResponse> {
    const { shift, movements } = await this.shifts.get(actor, id);
    return {
      ...shiftResponse(actor, shift),
      ...(movements && { movements: movements.data.map((movement) => movementResponse(movement, shift.currency)) }),
    };
  }
}

const dateOrInstant = (text: string | undefined): string | Date | undefined =>
  text === undefined || DATE.test(text) ? text : new Date(text);
