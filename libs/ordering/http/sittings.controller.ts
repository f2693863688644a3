import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import type { UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentUser, Idempotent, UuidPipe, Needs } from '#libs/platform';

import { MoveTableSession } from '../core/use-cases/move-table-session.js';
import { MovedTableSessionResponse, MoveTableSessionRequest } from './sittings.dto.js';

/** What a party does with all of its bills at once. */
@ApiTags('Guests')
@ApiBearerAuth()
@Controller('table-sessions')
export class SittingsController {
  constructor(private readonly move: MoveTableSession) {}

  @Post(':id/move')
  @HttpCode(200)
  @Allow('ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER')
  @Needs('tables.manage', { thing: 'table session', param: 'id' })
  @Idempotent()
  @ApiOperation({
    summary: 'Seats a party at another table, with its bills and phones',
    description:
      'Every phone keeps its token. An occupied table is 409 `TABLE_OCCUPIED`; with `join` both parties are one sitting from then on, the one ' +
      'that was there, and the phones of both see all bills of it.',
  })
  @ApiProblems(400, 401, 403, 404, 409)
  async moveTableSession(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) sessionId: string,
    @Body() { table_id, join, reason }: MoveTableSessionRequest,
  ): Promise<MovedTableSessionResponse> {
    const moved = await this.move.execute({ actor, sessionId, tableId: table_id.toLowerCase(), join, reason });
    return MovedTableSessionResponse.from(moved);
  }
}
