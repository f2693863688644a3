import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import type { UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentUser, Idempotent, MayNeed, UuidPipe } from '#libs/platform';

import { ShiftViews } from '../core/services/shift-views.js';
import { NO_SALE } from '../core/model/cash-movement.js';
import { noSaleMovesNothing } from '../core/model/shifts.errors.js';
import { OpenDrawer } from '../core/use-cases/open-drawer.js';
import { PayTipsOut } from '../core/use-cases/pay-tips-out.js';
import { RecordCashMovement } from '../core/use-cases/record-cash-movement.js';
import { approvalOf, movementResponse } from './shift.responses.js';
import {
  CashMovementListResponse,
  CashMovementResponse,
  ListCashMovementsQuery,
  RecordCashMovementRequest,
} from './shifts.dto.js';
import { byHandOf, reasonOf, tipOutOf } from './tip-out.js';

@ApiTags('Shifts')
@ApiBearerAuth()
@Controller('shifts/:id/cash-movements')
export class CashMovementsController {
  constructor(
    private readonly record: RecordCashMovement,
    private readonly openDrawer: OpenDrawer,
    private readonly payTipsOut: PayTipsOut,
    private readonly shifts: ShiftViews,
  ) {}

  @Post()
  @Allow('KASIR', 'SUPERVISOR', 'ADMIN')
  @MayNeed(['drawer.move', 'drawer.no_sale', 'tip.pay_out'])
  @Idempotent()
  @ApiOperation({
    summary:
      'Records cash that was brought, paid out, dropped or given as tips, and that the drawer was opened without a sale',
  })
  @ApiProblems(400, 401, 403, 404, 409, 413, 415, 422)
  async recordCashMovement(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
    @Body() body: RecordCashMovementRequest,
  ): Promise<CashMovementResponse> {
    if (body.type === NO_SALE) {
      if ((body.amount as unknown) !== 0) throw noSaleMovesNothing();
      const approval = approvalOf(body.approval);
      const opened = await this.openDrawer.execute({ actor, shiftId: id, reason: reasonOf(body), approval });
      return movementResponse(opened.movement, opened.currency);
    }
    const paid = tipOutOf(body);
    if (paid) {
      const tip = await this.payTipsOut.execute({ actor, shiftId: id, ...paid });
      return movementResponse(tip.movement, tip.currency);
    }
    const { movement, currency } = await this.record.execute({
      actor,
      shiftId: id,
      ...byHandOf(body),
      amount: body.amount,
      isConfirmed: body.amount_confirmed,
    });
    return movementResponse(movement, currency);
  }

  @Get()
  @Allow('KASIR', 'SUPERVISOR', 'ADMIN')
  @ApiOperation({ summary: "Lists a drawer's movements; its cashier sees the sales in it after the close" })
  @ApiProblems(400, 401, 403, 404)
  async listCashMovements(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
    @Query() query: ListCashMovementsQuery,
  ): Promise<CashMovementListResponse> {
    const { limit, offset, type } = query;
    const { movements, currency } = await this.shifts.movements({ actor, shiftId: id, type, page: { limit, offset } });
    return { ...movements, data: movements.data.map((movement) => movementResponse(movement, currency)) };
  }
}
